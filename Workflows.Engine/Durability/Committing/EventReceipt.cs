namespace Workflows.Engine.Durability.Committing;

/// <summary>Says that an event published directly was dealt with, so that a repetition of it does nothing.</summary>
internal sealed record EventReceipt(Guid EventId, DateTimeOffset PublishedAt);
