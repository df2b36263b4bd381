namespace Workflows.Domain.Support.Sla;

/// <summary>What an evaluation found, small enough for workflow state.</summary>
/// <param name="Step">What to do now; Wait when nothing.</param>
/// <param name="NextAt">For Wait: when to look again. Null: only when something happens.</param>
/// <param name="SubjectId">The notice or SLA event to deal with. Null for other steps.</param>
/// <param name="Level">Warning percent, escalation level or number of the nudge; 0 for other steps.</param>
public sealed record SlaEvaluation(SlaStepKind Step, DateTimeOffset? NextAt = null, Guid? SubjectId = null, int Level = 0);
