using Npgsql;
using NpgsqlTypes;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Messages;

namespace Workflows.Server.MailDispatch;

/// <summary>
/// The dispatcher's statements on <c>message_logs</c>, over all tenants. Leases go by the database's clock, which all processes
/// share; due times by the application's, which may be a simulated one. Each claim has an id of its own (<c>lease_owner</c>), which no
/// later claim of the same mail can have: what is written under it finds the row only while that claim is the last one.
/// </summary>
internal sealed class MailStore(NpgsqlDataSource dataSource)
{
    // Priority by priority: one index range each, so that mails of the future do not have to be skipped one by one.
    private const string Claim =
        """
        with due as materialized (
            select d.id
            from generate_series(0, 9) as p (priority)
            cross join lateral (
                select m.id from message_logs m
                where m.status in ('queued', 'deferred') and m.priority = p.priority and m.next_attempt_at <= $1
                order by m.next_attempt_at, m.id
                limit $2
                for update skip locked
            ) d
            limit $2
        )
        update message_logs m
        set status = 'sending', lease_owner = $3, lease_until = clock_timestamp() + $4, attempts = m.attempts + 1, data_started_at = null
        from due where m.id = due.id
        returning m.id, m.attempts, m.message_id, m.to_address, m.to_name, m.cc, m.subject, m.html, m.text, m.priority,
            greatest(m.created_at, m.not_before), m.first_refused_at,
            exists (select from suppressions s where s.tenant_id = m.tenant_id and s.address = lower(m.to_address))
        """;

    private const string NextDue =
        """
        select min(d.next_attempt_at)
        from generate_series(0, 9) as p (priority)
        cross join lateral (
            select m.next_attempt_at from message_logs m
            where m.status in ('queued', 'deferred') and m.priority = p.priority
            order by m.next_attempt_at, m.id
            limit 1
        ) d
        """;

    private const string MarkStarted =
        """
        update message_logs m set data_started_at = clock_timestamp()
        from unnest($1::uuid[], $2::uuid[]) as r (id, claim)
        where m.id = r.id and m.lease_owner = r.claim and m.status = 'sending' and m.lease_until > clock_timestamp()
        returning m.id
        """;

    // A row already found with an expired lease is in doubt; if the attempt then ends after all, its answer settles the doubt.
    private const string WriteResults =
        """
        update message_logs m
        set status = r.status, sent_at = case when r.status = 'sent' then $7 end,
            next_attempt_at = coalesce(r.next_attempt_at, m.next_attempt_at), last_error = r.error,
            smtp_log = coalesce(r.log, m.smtp_log), lease_until = null,
            data_started_at = case when r.status in ('sent', 'in_doubt') then m.data_started_at end,
            attempts = m.attempts - r.outage::integer,
            first_refused_at = case when r.status = 'deferred' and not r.outage then coalesce(m.first_refused_at, $7)
                else m.first_refused_at end
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $8::boolean[])
            as r (id, claim, status, next_attempt_at, error, log, outage)
        where m.id = r.id and m.lease_owner = r.claim and m.status in ('sending', 'in_doubt')
        """;

    private const string Renew =
        """
        update message_logs m set lease_until = clock_timestamp() + $3
        from unnest($1::uuid[], $2::uuid[]) as h (id, claim)
        where m.id = h.id and m.lease_owner = h.claim and m.status = 'sending' and m.lease_until > clock_timestamp()
        """;

    private const string Reap =
        """
        update message_logs
        set status = case when data_started_at is null then 'queued' else 'in_doubt' end,
            last_error = case when data_started_at is null then last_error
                else 'The process ended while it handed the mail over; the mail may have arrived.' end,
            lease_until = null
        where status = 'sending' and lease_until <= clock_timestamp()
        returning data_started_at is not null
        """;

    private const string Release =
        """
        update message_logs m set status = 'queued', lease_until = null, attempts = m.attempts - 1
        from unnest($1::uuid[], $2::uuid[]) as h (id, claim)
        where m.id = h.id and m.lease_owner = h.claim and m.status = 'sending' and m.data_started_at is null
        """;

    private const string Disclaim =
        """
        update message_logs set status = 'queued', lease_until = null, attempts = attempts - 1
        where status = 'sending' and lease_owner = $1 and data_started_at is null
        """;

    private const string CountWaiting = "select count(*) from message_logs where status in ('queued', 'deferred')";

    /// <summary>Takes mails that are due, highest priority first.</summary>
    /// <param name="claim">A new id; with it <see cref="DisclaimAsync"/> can undo a claim whose outcome stayed unknown.</param>
    /// <param name="now">By the application's clock.</param>
    /// <param name="most">At the most so many.</param>
    /// <param name="lease">How long the claim holds.</param>
    /// <param name="cancellationToken">Ends the statement; the mails may be claimed nevertheless.</param>
    public async ValueTask<List<ClaimedMail>> ClaimAsync(
        Guid claim, DateTimeOffset now, int most, TimeSpan lease, CancellationToken cancellationToken)
    {
        var claimed = new List<ClaimedMail>();
        await ReadAsync(
            new NpgsqlBatchCommand(Claim)
            {
                Parameters = { new() { Value = now }, new() { Value = most }, new() { Value = claim }, new() { Value = lease } },
            },
            reader => claimed.Add(new ClaimedMail(
                reader.GetGuid(0), claim, reader.GetInt32(1), reader.GetString(2), reader.GetString(3),
                reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetFieldValue<string[]>(5), reader.GetString(6),
                reader.GetString(7), reader.GetString(8), reader.GetInt16(9), reader.GetFieldValue<DateTimeOffset>(10),
                reader.IsDBNull(11) ? null : reader.GetFieldValue<DateTimeOffset>(11), reader.GetBoolean(12))),
            cancellationToken);
        claimed.Sort(static (a, b) => a.Priority != b.Priority ? a.Priority.CompareTo(b.Priority) : a.Id.CompareTo(b.Id));
        return claimed;
    }

    /// <summary>When the next waiting mail is due; null when none waits.</summary>
    public async ValueTask<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset? next = null;
        await ReadAsync(
            new NpgsqlBatchCommand(NextDue),
            reader => next = reader.IsDBNull(0) ? null : reader.GetFieldValue<DateTimeOffset>(0), cancellationToken);
        return next;
    }

    /// <summary>
    /// Writes results, then notes which mails are about to be handed over, in one transaction. Gives those that may go: a mail
    /// whose lease was lost is not among them.
    /// </summary>
    public async ValueTask<HashSet<Guid>> WriteAsync(
        IReadOnlyList<MailResult> results, IReadOnlyList<ClaimedMail> starting, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(TenantSetting.BatchCommand(TenantSetting.AllTenants));
        if (results.Count > 0)
        {
            batch.BatchCommands.Add(ResultsCommand(results, now));
        }

        if (starting.Count > 0)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(MarkStarted)
            {
                Parameters = { Ids(starting), Claims(starting) },
            });
        }

        var started = new HashSet<Guid>(starting.Count);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            started.Add(reader.GetGuid(0));
        }

        // Up to the end: what was read is true only when the transaction has committed.
        await reader.NextResultAsync(cancellationToken);
        return started;
    }

    /// <summary>Extends the leases of mails that somebody in this process works on.</summary>
    public ValueTask RenewAsync(IReadOnlyCollection<ClaimedMail> held, TimeSpan lease, CancellationToken cancellationToken) => ReadAsync(
        new NpgsqlBatchCommand(Renew) { Parameters = { Ids(held), Claims(held), new() { Value = lease } } }, null, cancellationToken);

    /// <summary>Finds what dead dispatchers held; gives how many go back to the queue and how many are in doubt.</summary>
    public async ValueTask<(int Requeued, int InDoubt)> ReapAsync(CancellationToken cancellationToken)
    {
        var (requeued, doubtful) = (0, 0);
        await ReadAsync(
            new NpgsqlBatchCommand(Reap),
            reader => _ = reader.GetBoolean(0) ? doubtful++ : requeued++, cancellationToken);
        return (requeued, doubtful);
    }

    /// <summary>Gives back mails that were claimed but not begun.</summary>
    public ValueTask ReleaseAsync(IReadOnlyCollection<ClaimedMail> mails, CancellationToken cancellationToken) => ReadAsync(
        new NpgsqlBatchCommand(Release) { Parameters = { Ids(mails), Claims(mails) } }, null, cancellationToken);

    /// <summary>Undoes a claim of which nobody knows whether it came about, and whose mails nobody has begun.</summary>
    public ValueTask DisclaimAsync(Guid claim, CancellationToken cancellationToken) => ReadAsync(
        new NpgsqlBatchCommand(Disclaim) { Parameters = { new() { Value = claim } } }, null, cancellationToken);

    /// <summary>How many mails wait to leave.</summary>
    public async ValueTask<long> CountWaitingAsync(CancellationToken cancellationToken)
    {
        var count = 0L;
        await ReadAsync(new NpgsqlBatchCommand(CountWaiting), reader => count = reader.GetInt64(0), cancellationToken);
        return count;
    }

    private static NpgsqlBatchCommand ResultsCommand(IReadOnlyList<MailResult> results, DateTimeOffset now) => new(WriteResults)
    {
        Parameters =
        {
            new() { Value = results.Select(static r => r.Id).ToArray() },
            new() { Value = results.Select(static r => r.Claim).ToArray() },
            new() { Value = results.Select(static r => StatusName(r.Status)).ToArray() },
            new()
            {
                Value = results.Select(static r => r.NextAttemptAt?.UtcDateTime).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
            },
            new() { Value = results.Select(static r => r.Error).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            new() { Value = results.Select(static r => r.SmtpLog).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            new() { Value = now },
            new() { Value = results.Select(static r => r.IsOutage).ToArray() },
        },
    };

    private static NpgsqlParameter Ids(IEnumerable<ClaimedMail> mails) => new() { Value = mails.Select(static m => m.Id).ToArray() };

    private static NpgsqlParameter Claims(IEnumerable<ClaimedMail> mails) => new() { Value = mails.Select(static m => m.Claim).ToArray() };

    private static string StatusName(MessageStatus status) => status switch
    {
        MessageStatus.Sent => "sent",
        MessageStatus.Deferred => "deferred",
        MessageStatus.Failed => "failed",
        MessageStatus.InDoubt => "in_doubt",
        MessageStatus.Suppressed => "suppressed",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "An attempt cannot end so."),
    };

    private async ValueTask ReadAsync(NpgsqlBatchCommand command, Action<NpgsqlDataReader>? read, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(TenantSetting.BatchCommand(TenantSetting.AllTenants));
        batch.BatchCommands.Add(command);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            read?.Invoke(reader);
        }

        // Reading to the end shows errors of later statements and completes the implicit transaction.
        await reader.NextResultAsync(cancellationToken);
    }
}
