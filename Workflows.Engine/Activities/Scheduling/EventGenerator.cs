using Workflows.Engine.Authoring;

namespace Workflows.Engine.Activities.Scheduling;

/// <summary>Base of triggers that fire by time.</summary>
public abstract class EventGenerator : Trigger
{
    /// <summary>Creates the trigger.</summary>
    protected EventGenerator(string? source = null, int? line = null)
        : base(source, line)
    {
    }
}
