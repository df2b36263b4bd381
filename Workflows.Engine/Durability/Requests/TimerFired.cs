namespace Workflows.Engine.Durability.Requests;

/// <summary>The payload of a due timer, as the draining statement writes it.</summary>
/// <param name="DueAt">When it was due.</param>
/// <param name="CatchUp">0 fire once now, 1 skip if later than the tolerance, 2 coalesce.</param>
/// <param name="ToleranceMs">The tolerance in milliseconds.</param>
internal sealed record TimerFired(DateTimeOffset DueAt, short CatchUp, long ToleranceMs);
