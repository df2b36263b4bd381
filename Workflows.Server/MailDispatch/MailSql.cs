namespace Workflows.Server.MailDispatch;

/// <summary>The dispatcher's statements on <c>message_logs</c>.</summary>
internal static class MailSql
{
    /// <summary>What a claim gives; <see cref="MailStore"/> reads it by position.</summary>
    private const string Columns =
        """
        m.id, m.attempts, m.message_id, m.to_address, m.to_name,
        array(select c from unnest(m.cc) c where not exists (select from suppressions s where s.tenant_id = m.tenant_id and s.address = lower(c))),
        m.subject, m.html, m.text, m.priority, greatest(m.created_at, m.not_before), m.first_refused_at, m.secrets, m.status = 'suppressed',
        m.next_attempt_at
        """;

    // A claim is the note that the mail is about to be handed over: it is handed over at once, or put back by its owner.
    private const string Take =
        $"""
        update message_logs m
        set status = case when due.suppressed then 'suppressed' else 'sending' end,
            lease_owner = case when not due.suppressed then $2 end,
            lease_until = case when not due.suppressed then clock_timestamp() + $3 end,
            data_started_at = case when not due.suppressed then clock_timestamp() end,
            last_error = case when due.suppressed then 'The recipient is on the suppression list.' else m.last_error end,
            attempts = m.attempts + 1, provider = $4
        from due where m.id = due.id
        returning {Columns}
        """;

    private const string IsSuppressed =
        "exists (select from suppressions s where s.tenant_id = d.tenant_id and s.address = lower(d.to_address)) as suppressed";

    // Priority by priority: one index range each, so that mails of the future do not have to be skipped one by one. $6 says for each
    // where the range begins: what left the queue since the last vacuum stays in front of it, and would be read at every claim.
    public const string Claim =
        $"""
        with found as materialized (
            select d.id, d.tenant_id, d.to_address
            from generate_series(0, 9) as p (priority)
            cross join lateral (
                select m.id, m.tenant_id, m.to_address from message_logs m
                where m.status in ('queued', 'deferred') and m.priority = p.priority and m.next_attempt_at <= $5
                    and m.next_attempt_at >= ($6::timestamptz[])[p.priority + 1]
                order by m.next_attempt_at, m.id
                limit $1
                for update skip locked
            ) d
            limit $1
        ), due as (select d.id, {IsSuppressed} from found d)
        {Take}
        """;

    /// <summary>The same for rows that are already locked.</summary>
    public const string ClaimThese =
        $"""
        with due as (select d.id, {IsSuppressed} from message_logs d where d.id = any($1))
        {Take}
        """;

    /// <summary>Locks due mails that go to none of the given domains and are not chosen yet.</summary>
    public const string Candidates =
        """
        select d.id, d.to_address, d.cc
        from generate_series(0, 9) as p (priority)
        cross join lateral (
            select m.id, m.to_address, m.cc from message_logs m
            where m.status in ('queued', 'deferred') and m.priority = p.priority and m.next_attempt_at <= $2
                and not exists (select from unnest(m.to_address || m.cc) a where lower(substring(a from '[^@]*$')) = any($3))
                and not m.id = any($4)
            order by m.next_attempt_at, m.id
            limit $1
            for update skip locked
        ) d
        limit $1
        """;

    public const string NextDue =
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

    // A row already found with an expired lease is in doubt; if the attempt then ends after all, its answer settles the doubt.
    // Without its owner it is nobody's: what the owner finds under its name and does not hold, it never handed over.
    public const string WriteResults =
        """
        update message_logs m
        set status = r.status, sent_at = case when r.status = 'sent' then $7 end,
            next_attempt_at = coalesce(r.next_attempt_at, m.next_attempt_at), last_error = r.error,
            smtp_log = case when m.smtp_log is null then r.log when r.log is null then m.smtp_log
                else right(m.smtp_log || E'\n' || r.log, 16000) end,
            lease_until = null, lease_owner = null,
            data_started_at = case when r.status in ('sent', 'in_doubt') then m.data_started_at end,
            attempts = m.attempts - r.outage::integer,
            first_refused_at = case when r.status = 'deferred' and not r.outage then coalesce(m.first_refused_at, $7)
                else m.first_refused_at end,
            html = coalesce(r.html, m.html), text = coalesce(r.text, m.text),
            secrets = case when r.html is null then m.secrets end
        from unnest($1::uuid[], $2::integer[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $9::boolean[], $10::text[], $11::text[])
            as r (id, attempt, status, next_attempt_at, error, log, outage, html, text)
        where m.id = r.id and m.attempts = r.attempt and m.lease_owner = $8 and m.status in ('sending', 'in_doubt')
        """;

    // Skips what a turn is writing just now: that is being finished, and to wait for it in another order would be a deadlock.
    public const string Renew =
        """
        update message_logs m set lease_until = clock_timestamp() + $2
        from (
            select id from message_logs
            where status = 'sending' and lease_owner = $1 and lease_until > clock_timestamp() and lease_until < clock_timestamp() + $2 * 0.7
            for update skip locked
        ) held
        where m.id = held.id
        """;

    public const string Reap =
        """
        update message_logs
        set status = 'in_doubt', lease_until = null,
            last_error = 'The process ended while it handed the mail over; the mail may have arrived.'
        where id in (select id from message_logs where status = 'sending' and lease_until <= clock_timestamp() for update skip locked)
        """;

    public const string Disown =
        """
        update message_logs
        set status = 'queued', lease_until = null, lease_owner = null, data_started_at = null, attempts = attempts - 1
        where lease_owner = $1 and status in ('sending', 'in_doubt') and not id = any($2)
        """;

    public const string CountWaiting = "select count(*) from message_logs where status in ('queued', 'deferred')";
}
