using Microsoft.Extensions.Options;
using Npgsql;
using Workflows.Server.MailDispatch;
using Workflows.Server.Scheduling;
using Workflows.Server.Scheduling.Ledger;

namespace Workflows.Server.Simulation;

/// <summary>Looks ahead for the next instant at which something happens, and around for what still has to.</summary>
internal sealed class Horizon(SchedulingDatabase database, DueSchedules schedules, IOptions<SmtpSettings> smtp)
{
    private const string Waiting = "from message_logs where status in ('queued', 'deferred')";

    public async Task<NextInstants> NextAsync(DateTimeOffset now, CancellationToken cancellationToken) => new(
        await ReadAsync("select min(due_at) from engine.timers where due_at > $1", now, cancellationToken),
        await schedules.NextWorkflowAsync(cancellationToken),
        await ReadAsync($"select min(next_attempt_at) {Waiting} and next_attempt_at > $1", now, cancellationToken));

    /// <summary>Timers that fire when the clock comes to an instant.</summary>
    public async Task<int> CountTimersAsync(DateTimeOffset until, CancellationToken cancellationToken) =>
        (int)await CountAsync("select count(*) from engine.timers where due_at <= $1", until, cancellationToken);

    /// <summary>Whether mails could leave now and have not.</summary>
    public async Task<bool> HasMailToSendAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // One condition for each of two indexes: this is asked again and again while the log grows.
        const string sql =
            $"select (exists (select from message_logs where status = 'sending') or exists (select {Waiting} and next_attempt_at <= $1))::integer::bigint";
        return smtp.Value.IsConfigured && await CountAsync(sql, now, cancellationToken) > 0;
    }

    private async Task<DateTimeOffset?> ReadAsync(string sql, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.Pool.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime found ? new DateTimeOffset(found, TimeSpan.Zero) : null;
    }

    private async Task<long> CountAsync(string sql, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        await using var command = database.Pool.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = instant.ToUniversalTime() });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
