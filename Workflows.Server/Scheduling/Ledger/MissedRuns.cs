using Npgsql;
using Workflows.Server.Scheduling.Triggers;

namespace Workflows.Server.Scheduling.Ledger;

/// <summary>
/// Runs a slot that was skipped or failed, by hand and once: under the schedule's lock and, for workflows, under the slot's own start
/// key, so that neither a second click nor the schedule itself can start another instance.
/// </summary>
public sealed class MissedRuns
{
    private const string ByHand = "run by hand by ";

    private const string Slot =
        """
        select l.status, l.reason, r.status, r.run_by from quartz.schedule_ledger l
        left join quartz.schedule_runs r on r.schedule_id = l.schedule_id and r.due_at = l.due_at and r.tenant_id = $3
        where l.schedule_id = $1 and l.due_at = $2
        """;

    private readonly SchedulingDatabase _database;
    private readonly SlotRunner _runner;
    private readonly IWorkflowStarter _starter;
    private readonly TimeProvider _time;

    /// <summary>Creates the service.</summary>
    public MissedRuns(SchedulingDatabase database, SlotRunner runner, IWorkflowStarter starter, TimeProvider time)
    {
        _database = database;
        _runner = runner;
        _starter = starter;
        _time = time;
    }

    /// <summary>Runs the slot: a workflow for the tenant alone, a job for the installation.</summary>
    /// <param name="schedule">The schedule; the caller has checked that it runs for the tenant.</param>
    /// <param name="dueAt">The slot.</param>
    /// <param name="tenantId">The tenant of the person.</param>
    /// <param name="actor">Name of the person.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public async Task<MissedRunResult> RunMissedAsync(
        StoredSchedule schedule, DateTimeOffset dueAt, Guid tenantId, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        await using var held = await ScheduleLock.TakeAsync(_database, schedule.Spec.Id, cancellationToken);
        var connection = held.Connection;
        return await FindAsync(connection, schedule.Spec.Id, dueAt, tenantId, cancellationToken) switch
        {
            null => new MissedRunResult.NoSuchSlot(),
            { Tenant: RunStatus.Started, RunBy: not null } => new MissedRunResult.AlreadyRan(),
            { Tenant: RunStatus.Started, Status: var status } => new MissedRunResult.NotMissed(
                status is FiringStatus.Fired or FiringStatus.Late ? status : FiringStatus.Fired),
            { Status: FiringStatus.Late, Reason: { } why } when why.StartsWith(ByHand, StringComparison.Ordinal) =>
                new MissedRunResult.AlreadyRan(),
            { Status: var status } when status is not (FiringStatus.Skipped or FiringStatus.Failed) =>
                new MissedRunResult.NotMissed(status),
            _ when schedule.Spec.Target == ScheduleTarget.Job =>
                await RunJobAsync(connection, schedule.Spec, dueAt, actor, cancellationToken),
            _ => await StartAsync(connection, schedule.Spec, dueAt, tenantId, actor, cancellationToken),
        };
    }

    private static async Task<SlotState?> FindAsync(
        NpgsqlConnection connection, string id, DateTimeOffset dueAt, Guid tenantId, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(Slot, id, dueAt, tenantId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new SlotState(
                Words.Parse<FiringStatus>(reader.GetString(0)), reader.TextOrNull(1),
                reader.TextOrNull(2) is { } run ? Words.Parse<RunStatus>(run) : null, reader.TextOrNull(3))
            : null;
    }

    private async Task<MissedRunResult> StartAsync(
        NpgsqlConnection connection, ScheduleSpec spec, DateTimeOffset dueAt, Guid tenantId, string actor,
        CancellationToken cancellationToken)
    {
        var run = await _starter.StartAsync(tenantId, spec, dueAt, cancellationToken);
        await LedgerStore.NoteRunAsync(connection, spec.Id, dueAt, tenantId, run, _time.GetUtcNow(), actor, cancellationToken);
        return new MissedRunResult.Ran(run);
    }

    private async Task<MissedRunResult> RunJobAsync(
        NpgsqlConnection connection, ScheduleSpec spec, DateTimeOffset dueAt, string actor, CancellationToken cancellationToken)
    {
        var began = _time.GetUtcNow();
        await LedgerStore.BeginAsync(connection, spec.Id, dueAt, began, cancellationToken);
        var outcome = await _runner.RunAsync(connection, spec, dueAt, cancellationToken);
        if (outcome.Status == FiringStatus.Fired)
        {
            outcome = outcome with { Status = FiringStatus.Late, Reason = ByHand + actor };
        }

        await LedgerStore.FinishAsync(connection, spec.Id, began, outcome, _time.GetUtcNow(), cancellationToken);
        return new MissedRunResult.Ran(new WorkflowRun(
            outcome.Status == FiringStatus.Failed ? RunStatus.Failed : RunStatus.Started, null, outcome.Reason));
    }

    private sealed record SlotState(FiringStatus Status, string? Reason, RunStatus? Tenant, string? RunBy);
}
