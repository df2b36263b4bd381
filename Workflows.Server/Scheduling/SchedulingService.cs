using Microsoft.Extensions.Options;
using Workflows.Server.Scheduling.Ledger;

namespace Workflows.Server.Scheduling;

/// <summary>
/// Keeps schedules and definitions together in one process, catches up at its start, and is the safety net under Quartz: a slot
/// that nobody fired in time is found by the next check.
/// </summary>
internal sealed partial class SchedulingService(
    ScheduleSync sync, DueSchedules due, IEnumerable<IScheduleSource> sources, IOptions<ScheduleOptions> options,
    SchedulingMode mode, IHostApplicationLifetime lifetime, ILogger<SchedulingService> logger) : BackgroundService
{
    private readonly SemaphoreSlim _changed = new(0, 1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The engine and its definitions must be there before anything fires.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        foreach (var source in sources)
        {
            source.Changed += OnChanged;
        }

        try
        {
            var catchUp = TimeSpan.Zero;
            while (!stoppingToken.IsCancellationRequested)
            {
                catchUp = await CheckAsync(catchUp, stoppingToken) ? options.Value.LateAfter : catchUp;
                await _changed.WaitAsync(options.Value.CheckEvery, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
        finally
        {
            foreach (var source in sources)
            {
                source.Changed -= OnChanged;
            }
        }
    }

    private void OnChanged()
    {
        lock (_changed)
        {
            if (_changed.CurrentCount == 0)
            {
                _changed.Release();
            }
        }
    }

    private async Task<bool> CheckAsync(TimeSpan overdueBy, CancellationToken cancellationToken)
    {
        try
        {
            await sync.SyncAsync(cancellationToken);
            if (!mode.Simulated)
            {
                await due.SettleAsync(overdueBy, SettleMode.Each, cancellationToken);
            }

            return true;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            CheckFailed(error);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Schedules could not be checked; trying again at the next check")]
    private partial void CheckFailed(Exception error);
}
