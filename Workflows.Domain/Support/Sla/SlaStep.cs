namespace Workflows.Domain.Support.Sla;

/// <summary>What a ticket's process does next.</summary>
/// <param name="Kind">The step.</param>
/// <param name="At">When it became due; for Wait: when to look again, null for only when something happens.</param>
/// <param name="Clock">The clock concerned. Null: none.</param>
/// <param name="Level">Percent of a warning, escalation level, or number of the nudge.</param>
public readonly record struct SlaStep(SlaStepKind Kind, DateTimeOffset? At = null, SlaClock? Clock = null, int Level = 0);
