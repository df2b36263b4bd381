using System.Globalization;
using Npgsql;
using Workflows.Server.Scheduling;
using Workflows.Server.Scheduling.Triggers;

namespace Workflows.Server.Tests.Scheduling;

/// <summary>Starts "instances" under the engine's rule: one for each tenant and key, whichever process asks.</summary>
internal sealed class TableStarter(NpgsqlDataSource database) : IWorkflowStarter
{
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Called instead of starting; may throw.</summary>
    public Func<WorkflowRun?>? Instead { get; set; }

    /// <summary>Called after the instance is committed and before the ledger hears of it; may throw, as a dying process does.</summary>
    public Action? AfterCommit { get; set; }

    public async Task<WorkflowRun> StartAsync(
        Guid tenantId, ScheduleSpec schedule, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        if (Instead?.Invoke() is { } other)
        {
            return other;
        }

        var key = string.Create(CultureInfo.InvariantCulture, $"schedule:{schedule.Id}:{dueAt:O}");
        await using var command = database.CreateCommand(
            """
            with added as (
                insert into test_starts values ($1, $2, $3, now()) on conflict do nothing returning instance)
            select instance from added union all select instance from test_starts where tenant = $1 and key = $2 limit 1
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7() });
        var instance = (Guid)(await command.ExecuteScalarAsync(cancellationToken))!;
        AfterCommit?.Invoke();
        return new WorkflowRun(RunStatus.Started, instance, null);
    }
}
