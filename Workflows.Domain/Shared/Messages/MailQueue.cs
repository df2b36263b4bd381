using System.Text;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.MailTemplates;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Mail.Mime;

namespace Workflows.Domain.Shared.Messages;

internal sealed class MailQueue(
    IUnitOfWork unitOfWork,
    CallContext call,
    MailTemplateLibrary templates,
    MailSignal signal,
    IOptions<MailQueueOptions> options,
    TimeProvider time) : IMailQueue
{
    /// <summary>What the composer writes for a mail of its own accord (RFC 3834), kept in the log for people to see.</summary>
    private const string AutomaticHeaders = """{"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}""";

    // One round trip decides suppression, uniqueness and, where an earlier rendering failed, replacement: a template that was
    // mended may be tried again under the same key. A key of a transaction that commits meanwhile gives no row at all.
    private const string Insert =
        """
        insert into message_logs as m (
            tenant_id, id, dedupe_key, template_key, to_address, to_name, cc, subject, html, text, headers, message_id, priority,
            status, not_before, next_attempt_at, related_to, workflow_instance_id, created_at, last_error)
        select $1, $2, $3, $4, $5, $6,
            array(select c from unnest($7) c where not exists (select from suppressions s where s.tenant_id = $1 and s.address = lower(c))),
            $8, $9, $10, $11, $12, $13,
            case when $14 <> 'queued' then $14
                 when exists (select from suppressions s where s.tenant_id = $1 and s.address = lower($5)) then 'suppressed'
                 else 'queued' end,
            $15, coalesce($15, $18), $16, $17, $18, $19
        on conflict (tenant_id, dedupe_key) do update set
            id = excluded.id, to_address = excluded.to_address, to_name = excluded.to_name, cc = excluded.cc,
            subject = excluded.subject, html = excluded.html, text = excluded.text, message_id = excluded.message_id,
            priority = excluded.priority, status = excluded.status, not_before = excluded.not_before,
            next_attempt_at = excluded.next_attempt_at, created_at = excluded.created_at, last_error = excluded.last_error,
            related_to = excluded.related_to, workflow_instance_id = excluded.workflow_instance_id
            where m.status = 'render_failed'
        returning m.status
        """;

    private const string FindFirst = "select id from message_logs where tenant_id = $1 and dedupe_key = $2";

    public async ValueTask<MailQueueResult> EnqueueAsync(TemplatedMail mail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mail);
        ArgumentException.ThrowIfNullOrWhiteSpace(mail.DedupeKey, nameof(mail));
        if (Recipients(mail, out var to, out var cc) is { } problem)
        {
            return new MailQueueResult(MailQueueOutcome.InvalidRecipient, null, problem);
        }

        RenderedMail rendered;
        string? error = null;
        try
        {
            rendered = mail.Prepared
                ?? await templates.RenderAsync(unitOfWork, call.TenantId, mail.TemplateKey, mail.Model, cancellationToken);
        }
        catch (MailTemplateException exception)
        {
            rendered = new RenderedMail(string.Empty, string.Empty, string.Empty);
            error = exception.Message;
        }

        await unitOfWork.BeginAsync(cancellationToken);
        var id = Guid.CreateVersion7();
        var status = await InsertAsync(mail, id, to, cc, rendered, error, cancellationToken);
        switch (status)
        {
            case null:
                return new MailQueueResult(
                    MailQueueOutcome.Duplicate, await FindFirstAsync(mail.DedupeKey, cancellationToken), "the dedupe key was used before");
            case "suppressed":
                return new MailQueueResult(MailQueueOutcome.Suppressed, id, "the recipient is on the suppression list");
            case "render_failed":
                return new MailQueueResult(MailQueueOutcome.RenderFailed, id, error);
            default:
                unitOfWork.OnCommitted(signal.Raise);
                return new MailQueueResult(MailQueueOutcome.Queued, id);
        }
    }

    private static string? Recipients(TemplatedMail mail, out string to, out string[] cc)
    {
        cc = new string[mail.Cc.Count];
        if (!MailAddressSyntax.TryNormalize(mail.To?.Trim(), out to))
        {
            return "the recipient's address is not valid";
        }

        for (var i = 0; i < cc.Length; i++)
        {
            if (!MailAddressSyntax.TryNormalize(mail.Cc[i]?.Trim(), out cc[i]))
            {
                return $"address {i + 1} of the copies is not valid";
            }
        }

        return null;
    }

    private async ValueTask<string?> InsertAsync(
        TemplatedMail mail, Guid id, string to, string[] cc, RenderedMail rendered, string? error, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Insert, unitOfWork.Connection, unitOfWork.Transaction)
        {
            Parameters =
            {
                new() { Value = call.TenantId },
                new() { Value = id },
                new() { Value = mail.DedupeKey },
                new() { Value = mail.TemplateKey },
                new() { Value = to },
                Text(DisplayName(mail.ToName)),
                new() { Value = cc, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { Value = rendered.Subject },
                new() { Value = rendered.Html },
                new() { Value = rendered.Text },
                new() { Value = AutomaticHeaders, NpgsqlDbType = NpgsqlDbType.Jsonb },
                new() { Value = $"<{id:N}@{options.Value.MessageIdDomain}>" },
                new() { Value = (short)Math.Clamp(mail.Priority, 0, 9) },
                new() { Value = error is null ? "queued" : "render_failed" },
                new() { Value = (object?)mail.NotBefore?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                Text(mail.RelatedTo),
                new() { Value = (object?)mail.WorkflowInstanceId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                new() { Value = time.GetUtcNow() },
                Text(error),
            },
        };
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private async ValueTask<Guid?> FindFirstAsync(string dedupeKey, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(FindFirst, unitOfWork.Connection, unitOfWork.Transaction)
        {
            Parameters = { new() { Value = call.TenantId }, new() { Value = dedupeKey } },
        };
        return await command.ExecuteScalarAsync(cancellationToken) is Guid id ? id : null;
    }

    private static NpgsqlParameter Text(string? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    // A name is only decoration: what a header cannot carry is dropped rather than the mail.
    private static string? DisplayName(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        var clean = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            clean.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        return clean.ToString().Trim();
    }
}
