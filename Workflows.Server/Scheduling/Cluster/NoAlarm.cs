namespace Workflows.Server.Scheduling.Cluster;

/// <summary>Under simulated time nothing rings by itself: the one who moves the clock settles what became due.</summary>
internal sealed class NoAlarm : IFiringAlarm
{
    public Task ApplyAsync(IReadOnlyList<StoredSchedule> schedules, DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
