using System.Text.Json;

namespace Workflows.Engine.Operations;

/// <summary>One instance with everything an operator asks for.</summary>
public sealed record InstanceDetail : InstanceSummary
{
    /// <summary>Grows by one with each committed burst.</summary>
    public required long Version { get; init; }

    /// <summary>What can wake it, who owes that, since when and due when.</summary>
    public required IReadOnlyList<InstanceWait> Waits { get; init; }

    /// <summary>Its incidents, oldest first, resolved ones included.</summary>
    public required IReadOnlyList<InstanceIncident> Incidents { get; init; }

    /// <summary>Work that is claimed or waits to be claimed.</summary>
    public required IReadOnlyList<PendingWork> PendingWork { get; init; }

    /// <summary>The workflow's variables by name.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Variables { get; init; }
}
