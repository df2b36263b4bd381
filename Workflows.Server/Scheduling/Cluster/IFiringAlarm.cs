namespace Workflows.Server.Scheduling.Cluster;

/// <summary>Calls the settler when a schedule is due.</summary>
internal interface IFiringAlarm
{
    /// <summary>Makes the alarms fit the stored schedules; harmless when they do already.</summary>
    Task ApplyAsync(IReadOnlyList<StoredSchedule> schedules, DateTimeOffset now, CancellationToken cancellationToken);
}
