namespace Workflows.Server.Scheduling;

/// <summary>Says which schedules there should be, as far as this process knows.</summary>
public interface IScheduleSource
{
    /// <summary>Raised when the answer may have changed.</summary>
    event Action? Changed;

    /// <summary>Every schedule that should run.</summary>
    ValueTask<IReadOnlyList<ScheduleSpec>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Whether this process is sure that a stored schedule which it does not list is withdrawn, as opposed to belonging to a
    /// definition that only another process (of another version) knows.
    /// </summary>
    bool IsWithdrawn(StoredSchedule schedule);
}
