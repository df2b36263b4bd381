using System.Text.Json;

namespace Workflows.Engine.Operations;

/// <summary>What one burst did.</summary>
/// <param name="Sequence">The instance version it committed.</param>
/// <param name="RecordedAt">When it was committed, by the database's clock.</param>
/// <param name="Entries">The entries in order, as stored.</param>
public sealed record JournalBurst(long Sequence, DateTimeOffset RecordedAt, JsonElement Entries);
