using Workflows.Engine.Durability.Requests;

namespace Workflows.Engine.Operations.Bulk;

/// <summary>What an operator asks of many instances.</summary>
public sealed record BulkCommand
{
    /// <summary>Retry, skip or cancel.</summary>
    public required OperatorAction Action { get; init; }

    /// <summary>Whom it concerns.</summary>
    public required BulkFilter Filter { get; init; }

    /// <summary>Who asked, for the journals.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>Outcomes to skip with; empty for the default outcome (Done).</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = [];

    /// <summary>Why, for the journals; null for none.</summary>
    public string? Reason { get; init; }

    /// <summary>Identity of the command. Default: a new one.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();
}
