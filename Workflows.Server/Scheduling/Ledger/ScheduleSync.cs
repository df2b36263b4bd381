using Workflows.Server.Scheduling.Calculating;
using Workflows.Server.Scheduling.Cluster;

namespace Workflows.Server.Scheduling.Ledger;

/// <summary>
/// Makes the stored schedules and their alarms fit the definitions and jobs. Every process does it, at its start, on every change
/// and from time to time; doing it twice changes nothing.
/// </summary>
public sealed partial class ScheduleSync
{
    // A schedule that no process lists any more is withdrawn after this; until then it may belong to another version's server.
    private static readonly TimeSpan Unclaimed = TimeSpan.FromHours(1);

    private readonly SchedulingDatabase _database;
    private readonly IReadOnlyList<IScheduleSource> _sources;
    private readonly ScheduleSettler _settler;
    private readonly IFiringAlarm _alarm;
    private readonly TimeProvider _time;
    private readonly ILogger<ScheduleSync> _logger;
    private readonly SemaphoreSlim _one = new(1, 1);

    // What this process has listed before; read and written under _one.
    private HashSet<string> _listed = new(StringComparer.Ordinal);

    internal ScheduleSync(
        SchedulingDatabase database, IEnumerable<IScheduleSource> sources, ScheduleSettler settler, IFiringAlarm alarm,
        TimeProvider time, ILogger<ScheduleSync> logger)
    {
        _database = database;
        _sources = [.. sources];
        _settler = settler;
        _alarm = alarm;
        _time = time;
        _logger = logger;
    }

    /// <summary>Reads the sources, stores what changed, withdraws what is gone.</summary>
    public async Task SyncAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var specs = await ReadAsync(cancellationToken);
            await using var held = await ScheduleLock.TakeAsync(_database, "sync", cancellationToken);
            var connection = held.Connection;
            var stored = (await ScheduleStore.AllAsync(connection, cancellationToken))
                .ToDictionary(static s => s.Spec.Id, StringComparer.Ordinal);
            foreach (var spec in specs.Values)
            {
                await StoreAsync(held, spec, stored.GetValueOrDefault(spec.Id), cancellationToken);
            }

            await ScheduleStore.SeenAsync(connection, [.. specs.Keys], _time.GetUtcNow(), cancellationToken);
            foreach (var gone in stored.Values.Where(s => s.Active && !specs.ContainsKey(s.Spec.Id) && IsGone(s)))
            {
                await _settler.SettleAsync(gone.Spec.Id, cancellationToken: cancellationToken);
                await ScheduleStore.WithdrawAsync(connection, gone.Spec.Id, cancellationToken);
                Withdrawn(gone.Spec.Id);
            }

            _listed = [.. specs.Keys];
            await _alarm.ApplyAsync(
                await ScheduleStore.AllAsync(connection, cancellationToken), _time.GetUtcNow(), cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    private static bool Same(ScheduleSpec a, ScheduleSpec b) =>
        a with { Tenants = null } == b with { Tenants = null } && (a.Tenants ?? []).SequenceEqual(b.Tenants ?? [], StringComparer.Ordinal)
        && a.Tenants is null == b.Tenants is null;

    private bool IsGone(StoredSchedule schedule) =>
        _listed.Contains(schedule.Spec.Id) || _sources.Any(source => source.IsWithdrawn(schedule))
        || _time.GetUtcNow() - schedule.SeenAt > Unclaimed;

    private async Task<Dictionary<string, ScheduleSpec>> ReadAsync(CancellationToken cancellationToken)
    {
        var specs = new Dictionary<string, ScheduleSpec>(StringComparer.Ordinal);
        foreach (var source in _sources)
        {
            foreach (var spec in await source.ReadAsync(cancellationToken))
            {
                try
                {
                    ScheduleCalculator.Create(spec, _time.GetUtcNow());
                    specs[spec.Id] = spec;
                }
                catch (ScheduleException error)
                {
                    Unusable(spec.Id, error.Message);
                }
            }
        }

        return specs;
    }

    private async Task StoreAsync(ScheduleLock held, ScheduleSpec spec, StoredSchedule? stored, CancellationToken cancellationToken)
    {
        if (stored is { Active: true } && Same(stored.Spec, spec))
        {
            return;
        }

        if (stored is { Active: true })
        {
            // What was due under the old plan is accounted for under the old plan.
            await _settler.SettleAsync(spec.Id, cancellationToken: cancellationToken);
        }

        // Whole seconds: Quartz and people count in them.
        var now = _time.GetUtcNow();
        var anchor = stored is { Active: true } && stored.Spec.Kind == spec.Kind && stored.Spec.Expression == spec.Expression
            ? stored.Anchor
            : now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        await ScheduleStore.SaveAsync(held.Connection, spec, anchor, now, cancellationToken);
        if (spec.Kind == ScheduleKind.StartAt && stored is null
            && ScheduleCalculator.Create(spec, anchor).Next(DateTimeOffset.MinValue) is { } past && past <= now)
        {
            await LedgerStore.PlanAsync(
                held.Connection, spec.Id,
                [new PlannedFiring(past, false, "the instant had passed before the schedule was published")], now, now, cancellationToken);
        }

        Stored(spec.Id, spec.Expression, spec.Zone);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Schedule {Id} is {Expression} in {Zone}")]
    private partial void Stored(string id, string expression, string zone);

    [LoggerMessage(Level = LogLevel.Information, Message = "Schedule {Id} is withdrawn")]
    private partial void Withdrawn(string id);

    [LoggerMessage(Level = LogLevel.Error, Message = "Schedule {Id} is not usable: {Problem}")]
    private partial void Unusable(string id, string problem);
}
