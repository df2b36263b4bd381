namespace Workflows.Server.Scheduling;

/// <summary>The last firing of a schedule as the API shows it.</summary>
internal sealed record LastFiringView(
    DateTimeOffset DueAt, DateTimeOffset? FiredAt, DateTimeOffset? FinishedAt, FiringStatus? Status, string? Reason,
    int ConsecutiveFailures)
{
    /// <summary>Null when it never fired.</summary>
    public static LastFiringView? Of(StoredSchedule schedule) => schedule.LastDueAt is { } due
        ? new LastFiringView(
            due, schedule.LastFiredAt, schedule.LastFinishedAt, schedule.LastStatus, schedule.LastReason, schedule.ConsecutiveFailures)
        : null;
}
