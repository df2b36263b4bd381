namespace Workflows.Engine.Operations;

/// <summary>Part of an instance's journal.</summary>
/// <param name="Bursts">Bursts in order.</param>
/// <param name="Next">Pass as <c>after</c> for the next part; null at the end.</param>
public sealed record JournalPage(IReadOnlyList<JournalBurst> Bursts, long? Next);
