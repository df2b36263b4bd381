using Npgsql;
using Workflows.Server.Scheduling.Jobs;
using Workflows.Server.Scheduling.Triggers;

namespace Workflows.Server.Scheduling.Ledger;

/// <summary>Does what a slot is for: starts the workflow for each tenant, or runs the job.</summary>
public sealed partial class SlotRunner
{
    private readonly IWorkflowStarter _starter;
    private readonly JobSchedules _jobs;
    private readonly TimeProvider _time;
    private readonly ILogger<SlotRunner> _logger;

    internal SlotRunner(IWorkflowStarter starter, JobSchedules jobs, TimeProvider time, ILogger<SlotRunner> logger)
    {
        _starter = starter;
        _jobs = jobs;
        _time = time;
        _logger = logger;
    }

    internal Task<FiringOutcome> RunAsync(
        NpgsqlConnection connection, ScheduleSpec schedule, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        schedule.Target == ScheduleTarget.Job
            ? RunJobAsync(schedule, dueAt, cancellationToken)
            : StartAsync(connection, schedule, dueAt, cancellationToken);

    private async Task<FiringOutcome> RunJobAsync(ScheduleSpec schedule, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        var job = _jobs.Find(schedule.Id)
            ?? throw new ScheduleException($"This process has no job for {schedule.Id}.");
        try
        {
            return new FiringOutcome(dueAt, FiringStatus.Fired, null, await job.RunAsync(cancellationToken));
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // The next slot is its repetition; a job that always fails must not be run five times a slot.
            JobFailed(error, schedule.Id);
            return new FiringOutcome(dueAt, FiringStatus.Failed, $"{error.GetType().Name}: {error.Message}", null);
        }
    }

    private async Task<FiringOutcome> StartAsync(
        NpgsqlConnection connection, ScheduleSpec schedule, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        string? problem = null;
        foreach (var tenant in await LedgerStore.TenantsAsync(connection, schedule, dueAt, cancellationToken))
        {
            var run = await _starter.StartAsync(tenant, schedule, dueAt, cancellationToken);
            await LedgerStore.NoteRunAsync(connection, schedule.Id, dueAt, tenant, run, _time.GetUtcNow(), null, cancellationToken);
            problem ??= run.Detail;
        }

        var counts = await LedgerStore.CountRunsAsync(connection, schedule.Id, dueAt, cancellationToken);
        var started = counts.GetValueOrDefault(RunStatus.Started);
        var result = $"{started} started";
        return (counts.GetValueOrDefault(RunStatus.Failed), started) switch
        {
            ( > 0, _) => new FiringOutcome(dueAt, FiringStatus.Failed, problem, result),
            (_, 0) => new FiringOutcome(dueAt, FiringStatus.Skipped, problem ?? "there is no active tenant to run it for", null),
            _ => new FiringOutcome(dueAt, FiringStatus.Fired, null, result),
        };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The job of {Id} failed")]
    private partial void JobFailed(Exception error, string id);
}
