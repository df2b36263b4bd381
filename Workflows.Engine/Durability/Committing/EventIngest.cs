using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Durability.Committing;

/// <summary>An event on its way into the database, with what it caused.</summary>
internal sealed class EventIngest(EventWrite e)
{
    public EventWrite Event { get; } = e;

    /// <summary>The item of a foreign transaction that carried the event here; null for a direct publication.</summary>
    public WorkItem? Consumed { get; init; }

    /// <summary>Instances that the event starts (trigger activities of published definitions).</summary>
    public List<WorkItemWrite> Starts { get; } = [];

    /// <summary>Filled by the commit: one item for each wait that the event matched.</summary>
    public List<WorkItem> Matched { get; } = [];
}
