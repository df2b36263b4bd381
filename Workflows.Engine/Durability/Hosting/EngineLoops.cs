using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Durability.Claiming;
using Workflows.Engine.Durability.Committing;
using Workflows.Engine.Durability.Direct;
using Workflows.Engine.Durability.Leasing;
using Workflows.Engine.Durability.Storage;
using Workflows.Engine.Durability.Telemetry;
using Workflows.Engine.Durability.Timers;

namespace Workflows.Engine.Durability.Hosting;

/// <summary>The engine's moving parts, wired to each other, with their start and their orderly end.</summary>
internal sealed partial class EngineLoops
{
    private static readonly TimeSpan PauseReload = TimeSpan.FromSeconds(5);
    private readonly LeaseKeeper _leases;
    private readonly CommitPump _pump;
    private readonly WaitFinder _waits;
    private readonly InstanceCounts _counts;
    private readonly DefinitionPauses _pauses;
    private readonly EngineOptions _options;
    private readonly ILogger<EngineLoops> _logger;
    private readonly CancellationTokenSource _stopClaiming = new();
    private readonly CancellationTokenSource _stop = new();
    private Task[] _claiming = [];
    private Task[] _running = [];

    public EngineLoops(
        EngineDataSource database, LeaseKeeper leases, OwnershipDoubt doubt, CommitPump pump, WorkNotifier notifier, BurstProcessor processor,
        EventRouter router, WaitFinder waits, DefinitionPauses pauses, BurstDriver driver, IOptions<EngineOptions> options,
        TimeProvider time, ILoggerFactory loggers)
    {
        _leases = leases;
        _pump = pump;
        _waits = waits;
        _counts = new InstanceCounts(database);
        _pauses = pauses;
        _options = options.Value;
        _logger = loggers.CreateLogger<EngineLoops>();
        Notifier = notifier;
        Lanes = new InstanceLanes(
            processor, _options.MaxConcurrentBursts,
            error =>
            {
                LaneBroken(error);
                doubt.Raise();
            });
        Claimer = new WorkClaimer(database, leases, doubt, Lanes, notifier, loggers.CreateLogger<WorkClaimer>());
        Timers = new TimerDrainer(database, leases, doubt, Lanes, notifier, time, loggers.CreateLogger<TimerDrainer>());
        Lost = new LostWork(
            database, leases, doubt, id => Lanes.Holds(id) || driver.Continues(id), loggers.CreateLogger<LostWork>());
        Lost.Found += Claimer.Wake;
        leases.Registered += id => _pump.Worker = id;
        leases.WorkFreed += Claimer.Wake;
        notifier.Notified += Claimer.Wake;
        router.WorkCreated += WorkCreated;
        driver.WorkCreated += WorkCreated;
        driver.TimerPlanned += Timers.Planned;
    }

    public InstanceLanes Lanes { get; }

    public WorkClaimer Claimer { get; }

    public TimerDrainer Timers { get; }

    public WorkNotifier Notifier { get; }

    public LostWork Lost { get; }

    /// <summary>Becomes a worker and starts claiming.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _pauses.ReloadAsync(cancellationToken);
        await _leases.RegisterAsync(cancellationToken);
        await _leases.ReapAsync(cancellationToken);
        var stop = _stop.Token;
        _claiming = [Run(Claimer.RunAsync, _stopClaiming.Token), Run(Timers.RunAsync, _stopClaiming.Token)];
        _running =
        [
            Run(_leases.RunAsync, stop), Run(_leases.WatchAsync, stop), Run(Lost.RunAsync, stop), Run(Notifier.SendAsync, stop),
            Run(Notifier.ListenAsync, stop), Run(ReloadPausesAsync, stop), Run(_waits.RunAsync, stop), Run(_waits.RunAsync, stop),
            Run(_counts.RunAsync, stop),
        ];
    }

    /// <summary>Stops claiming, lets running bursts commit while the lease is still renewed, gives the rest back.</summary>
    public async Task StopAsync()
    {
        await _stopClaiming.CancelAsync();
        await Task.WhenAll(_claiming);
        await Lanes.DrainAsync(_options.ShutdownTimeout);
        await _pump.DisposeAsync();
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
        await _leases.LeaveAsync(CancellationToken.None);
    }

    /// <summary>Ends the loops as a killed process would: nothing is drained, given back or announced. For tests.</summary>
    internal async Task AbandonAsync()
    {
        await _stopClaiming.CancelAsync();
        await _stop.CancelAsync();
        await Task.WhenAll([.. _claiming, .. _running]);
    }

    private void WorkCreated()
    {
        Claimer.Wake();
        Notifier.Notify();
    }

    private async Task ReloadPausesAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(PauseReload);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            await _pauses.ReloadAsync(cancellationToken);
        }
    }

    // A loop that dies must not take the others or the server along; it is logged and begins again.
    private Task Run(Func<CancellationToken, Task> loop, CancellationToken stop) => Task.Run(
        async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    await loop(stop);
                }
                catch (OperationCanceledException) when (stop.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception error)
                {
                    LoopFailed(error, loop.Method.Name);
                    await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, CancellationToken.None);
                }
            }
        },
        CancellationToken.None);

    [LoggerMessage(Level = LogLevel.Error, Message = "A work item could be neither driven nor given back; it will be found again")]
    private partial void LaneBroken(Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The engine's {Loop} loop failed and starts again")]
    private partial void LoopFailed(Exception error, string loop);
}
