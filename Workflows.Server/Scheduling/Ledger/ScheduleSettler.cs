using Microsoft.Extensions.Options;
using Npgsql;
using Workflows.Server.Scheduling.Calculating;

namespace Workflows.Server.Scheduling.Ledger;

/// <summary>
/// Brings a schedule up to date: records every slot that became due, and fires those that are to fire. Quartz, the start of a
/// server, the periodic check, and simulated time all call this; whoever comes second finds nothing to do.
/// </summary>
public sealed partial class ScheduleSettler(
    SchedulingDatabase database, SlotRunner runner, IOptions<ScheduleOptions> options, TimeProvider time,
    ILogger<ScheduleSettler> logger)
{
    /// <summary>A gap is recorded slot by slot up to this many; what is beyond is summed up in one entry.</summary>
    public const int MaxSlots = 10_000;

    private const int MaxAttempts = 5;
    private static readonly TimeSpan AfterOverflow = TimeSpan.FromMinutes(1);

    /// <summary>Settles one schedule up to now; gives what fired, skipped or failed.</summary>
    /// <param name="id">The schedule.</param>
    /// <param name="mode">How slots are accounted for.</param>
    /// <param name="atLeast">An instant that is due in any case, though this machine's clock may lag behind it.</param>
    /// <param name="wait">False: does nothing when somebody else is settling it.</param>
    /// <param name="cancellationToken">Stops between two steps; what is claimed goes on later.</param>
    public async Task<IReadOnlyList<FiringOutcome>> SettleAsync(
        string id, SettleMode mode = SettleMode.Each, DateTimeOffset? atLeast = null, bool wait = true,
        CancellationToken cancellationToken = default)
    {
        await using var held = wait
            ? await ScheduleLock.TakeAsync(database, id, cancellationToken)
            : await ScheduleLock.TryTakeAsync(database, id, cancellationToken);
        if (held is null)
        {
            return [];
        }

        var schedule = await ScheduleStore.FindAsync(held.Connection, id, cancellationToken);
        if (schedule is null)
        {
            return [];
        }

        var outcomes = new List<FiringOutcome>();
        if (schedule.Active)
        {
            var now = time.GetUtcNow();
            now = atLeast > now ? atLeast.Value : now;
            await PlanAsync(held.Connection, schedule, mode, now, outcomes, cancellationToken);
        }

        foreach (var pending in await LedgerStore.PendingAsync(held.Connection, id, cancellationToken))
        {
            if (await FireAsync(held.Connection, schedule, pending, cancellationToken) is { } outcome)
            {
                outcomes.Add(outcome);
            }
        }

        return outcomes;
    }

    private async Task PlanAsync(
        NpgsqlConnection connection, StoredSchedule schedule, SettleMode mode, DateTimeOffset now, List<FiringOutcome> outcomes,
        CancellationToken cancellationToken)
    {
        var calculator = ScheduleCalculator.Create(schedule.Spec, schedule.Anchor);
        var from = schedule.SettledUntil;
        if (mode == SettleMode.Latest)
        {
            if (calculator.Latest(from, now) is { } latest)
            {
                await LedgerStore.PlanAsync(
                    connection, schedule.Spec.Id, [new PlannedFiring(latest, true, null)], latest, now, cancellationToken);
            }

            return;
        }

        var slots = calculator.Between(from, now).Take(MaxSlots + 1).ToList();
        if (slots.Count == 0)
        {
            return;
        }

        List<PlannedFiring> plans = [];
        if (slots.Count > MaxSlots)
        {
            plans.Add(new PlannedFiring(
                slots[0], false, $"more than {MaxSlots} firings were missed from here on; those before the last minute are not listed one by one"));
            slots = [.. calculator.Between(now - AfterOverflow, now)];
        }

        plans.AddRange(FiringPlanner.Plan(slots, now, schedule.Spec.Misfire, options.Value.LateAfter));
        outcomes.AddRange(plans.Where(static p => !p.Fire)
            .Select(static p => new FiringOutcome(p.DueAt, FiringStatus.Skipped, p.Reason, null)));
        await LedgerStore.PlanAsync(
            connection, schedule.Spec.Id, plans, slots.Count > 0 ? slots[^1] : now, now, cancellationToken);
    }

    private async Task<FiringOutcome?> FireAsync(
        NpgsqlConnection connection, StoredSchedule schedule, PendingFiring pending, CancellationToken cancellationToken)
    {
        var id = schedule.Spec.Id;
        var began = time.GetUtcNow();
        await LedgerStore.BeginAsync(connection, id, pending.DueAt, began, cancellationToken);
        FiringOutcome outcome;
        try
        {
            var late = pending.Reason is not null || began - pending.DueAt > options.Value.LateAfter;
            outcome = await runner.RunAsync(connection, schedule.Spec, pending.DueAt, cancellationToken) switch
            {
                { Status: FiringStatus.Fired } fired when late => fired with
                {
                    Status = FiringStatus.Late,
                    Reason = pending.Reason ?? "it was begun late",
                },
                var other => other,
            };
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            FiringFailed(error, id, pending.DueAt, pending.Attempts + 1);
            if (pending.Attempts + 1 < MaxAttempts)
            {
                return null;
            }

            outcome = new FiringOutcome(pending.DueAt, FiringStatus.Failed, $"{error.GetType().Name}: {error.Message}", null);
        }

        await LedgerStore.FinishAsync(connection, id, began, outcome, time.GetUtcNow(), cancellationToken);
        return outcome;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Schedule {Id}, due {DueAt:O}: attempt {Attempt} failed")]
    private partial void FiringFailed(Exception error, string id, DateTimeOffset dueAt, int attempt);
}
