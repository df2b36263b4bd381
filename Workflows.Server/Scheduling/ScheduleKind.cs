namespace Workflows.Server.Scheduling;

/// <summary>How a schedule's instants are told.</summary>
public enum ScheduleKind
{
    /// <summary>A cron expression in a zone.</summary>
    Cron,

    /// <summary>Every so often, counted from the instant the schedule was first seen.</summary>
    Timer,

    /// <summary>Once, at an instant.</summary>
    StartAt,
}
