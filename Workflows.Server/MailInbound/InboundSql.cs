namespace Workflows.Server.MailInbound;

/// <summary>Statements of <see cref="InboundDesk"/>.</summary>
internal static class InboundSql
{
    public const string Find =
        """
        select tenant_id, id, array_prepend(to_address, cc), message_id from message_logs where id = any($1)
        """;

    public const string Note =
        """
        insert into mail_reports (tenant_id, id, content_hash, source, kind, message_log_id, matched_by, recipient, status, action,
            diagnostic, subject, sender, received_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        on conflict (content_hash, recipient) do nothing
        """;

    // A report about it proves that the server had taken it.
    public const string Settle = "update message_logs set status = 'sent', sent_at = $2, last_error = null, lease_owner = null where id = $1 and status = 'in_doubt'";

    /// <summary>Soft bounces of different mails in a row: what was delivered since then makes them forgotten.</summary>
    public const string CountSoft =
        """
        select count(distinct r.message_log_id) from mail_reports r
        where r.tenant_id = $1 and r.recipient = $2 and r.kind = 'soft_bounce' and r.received_at > $3
            and not exists (select from mail_reports d where d.tenant_id = $1 and d.recipient = $2 and d.kind = 'not_a_bounce'
                and d.action = 'delivered' and d.received_at > r.received_at)
        """;

    public const string Suppress =
        """
        insert into suppressions (tenant_id, id, address, reason, detail, created_at) values ($1, $2, $3, $4, $5, $6)
        on conflict (tenant_id, address) do nothing
        """;

    public const string MarkSuppressed = "update mail_reports set suppressed = true where id = $1";
}
