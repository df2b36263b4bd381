using Workflows.Domain.Support.Sla;

namespace Workflows.Domain.Support.Policies;

/// <summary>One clock before and after a change of policy.</summary>
/// <param name="Kind">What it measures.</param>
/// <param name="TargetBefore">Promised business time now. Null: the promise would be new.</param>
/// <param name="TargetAfter">Promised business time then. Null: the promise would end.</param>
/// <param name="DueBefore">When it is due now. Null: paused, or no promise.</param>
/// <param name="DueAfter">When it would be due. Null: paused, or no promise.</param>
public sealed record ClockPreview(
    ClockKind Kind, TimeSpan? TargetBefore, TimeSpan? TargetAfter, DateTimeOffset? DueBefore, DateTimeOffset? DueAfter);
