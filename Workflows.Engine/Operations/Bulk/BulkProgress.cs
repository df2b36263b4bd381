using System.Text.Json;
using Workflows.Engine.Durability.Requests;

namespace Workflows.Engine.Operations.Bulk;

/// <summary>How far a bulk command has come.</summary>
public sealed record BulkProgress
{
    /// <summary>The bulk command.</summary>
    public required Guid Id { get; init; }

    /// <summary>What is done.</summary>
    public required OperatorAction Action { get; init; }

    /// <summary>When it was asked for, by the product's clock.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>By whom.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>Why; null for no reason given.</summary>
    public string? Reason { get; init; }

    /// <summary>Whom it concerned, as it was asked.</summary>
    public required JsonElement Filter { get; init; }

    /// <summary>How many targets it has.</summary>
    public required int Total { get; init; }

    /// <summary>How many wait for their turn or are at work.</summary>
    public required long Pending { get; init; }

    /// <summary>How many could not be carried out and wait for an operator.</summary>
    public required long Parked { get; init; }

    /// <summary>How many have been carried out.</summary>
    public long Done => Total - Pending - Parked;

    /// <summary>How many running instances of those that are done have an open incident now: they failed again, or elsewhere.</summary>
    public required long InTrouble { get; init; }

    /// <summary>Whether nothing is left to do.</summary>
    public bool Finished => Pending == 0;
}
