using System.Text.Json;

namespace Workflows.Engine.Durability.Requests;

/// <summary>What an operator asks of one instance.</summary>
public sealed record OperatorCommand
{
    /// <summary>What to do.</summary>
    public required OperatorAction Action { get; init; }

    /// <summary>Who asked, for the journal.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>The failed activity execution to retry or skip; null for all that failed.</summary>
    public string? ActivityInstanceId { get; init; }

    /// <summary>The activity to schedule or cancel; null for the other actions.</summary>
    public string? ActivityId { get; init; }

    /// <summary>Id of the definition version to go on with; null for the other actions.</summary>
    public string? TargetVersionId { get; init; }

    /// <summary>Outcomes to skip with; empty for the default outcome (Done).</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = [];

    /// <summary>Values to set, by variable name.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Variables { get; init; }

    /// <summary>Why, for the journal; null for none.</summary>
    public string? Reason { get; init; }
}
