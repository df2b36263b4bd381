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
    // mended may be tried again under the same key. A key of a transaction that commits meanwhile gives no row at all. Sorted by
    // key, so that two batches with the same keys wait for each other and do not lock each other out.
    private const string Insert =
        """
        insert into message_logs as m (
            tenant_id, id, dedupe_key, template_key, to_address, to_name, cc, subject, html, text, headers, message_id, priority,
            status, not_before, next_attempt_at, related_to, workflow_instance_id, created_at, last_error, secrets)
        select $1, r.id, r.dedupe_key, r.template_key, r.to_address, r.to_name,
            array(select c from unnest(string_to_array(nullif(r.cc, ''), E'\n')) c
                where not exists (select from suppressions s where s.tenant_id = $1 and s.address = lower(c))),
            r.subject, r.html, r.text, $2, r.message_id, r.priority,
            case when r.error is not null then 'render_failed'
                 when exists (select from suppressions s where s.tenant_id = $1 and s.address = lower(r.to_address)) then 'suppressed'
                 else 'queued' end,
            r.not_before, coalesce(r.not_before, $3), r.related_to, r.workflow_instance_id, $3, r.error,
            string_to_array(nullif(r.secrets, ''), E'\n')
        from unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[],
            $13::text[], $14::smallint[], $15::timestamptz[], $16::text[], $17::uuid[], $18::text[], $19::text[])
            as r (id, dedupe_key, template_key, to_address, to_name, cc, subject, html, text,
                message_id, priority, not_before, related_to, workflow_instance_id, error, secrets)
        order by r.dedupe_key
        on conflict (tenant_id, dedupe_key) do update set
            id = excluded.id, to_address = excluded.to_address, to_name = excluded.to_name, cc = excluded.cc,
            subject = excluded.subject, html = excluded.html, text = excluded.text, message_id = excluded.message_id,
            priority = excluded.priority, status = excluded.status, not_before = excluded.not_before,
            next_attempt_at = excluded.next_attempt_at, created_at = excluded.created_at, last_error = excluded.last_error,
            related_to = excluded.related_to, workflow_instance_id = excluded.workflow_instance_id, secrets = excluded.secrets
            where m.status = 'render_failed'
        returning m.id, m.status
        """;

    private const string FindFirst = "select dedupe_key, id from message_logs where tenant_id = $1 and dedupe_key = any($2)";
    private const int ShortestSecret = 8;

    public async ValueTask<MailQueueResult> EnqueueAsync(TemplatedMail mail, CancellationToken cancellationToken) =>
        (await EnqueueAsync([mail], cancellationToken))[0];

    public async ValueTask<IReadOnlyList<MailQueueResult>> EnqueueAsync(IReadOnlyList<TemplatedMail> mails, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mails);
        var results = new MailQueueResult?[mails.Count];
        var rows = new List<Row>(mails.Count);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < mails.Count; i++)
        {
            Check(mails[i]);
            if (Recipients(mails[i], out var to, out var cc) is { } problem)
            {
                results[i] = new MailQueueResult(MailQueueOutcome.InvalidRecipient, null, problem);
            }
            else if (keys.Add(mails[i].DedupeKey))
            {
                rows.Add(await RenderAsync(i, mails[i], to, cc, cancellationToken));
            }
        }

        await unitOfWork.BeginAsync(cancellationToken);
        var stored = rows.Count == 0 ? [] : await InsertAsync(rows, cancellationToken);
        foreach (var row in rows.Where(row => stored.ContainsKey(row.Id)))
        {
            results[row.Index] = stored[row.Id] switch
            {
                "suppressed" => new MailQueueResult(MailQueueOutcome.Suppressed, row.Id, "the recipient is on the suppression list"),
                "render_failed" => new MailQueueResult(MailQueueOutcome.RenderFailed, row.Id, row.Error),
                _ => new MailQueueResult(MailQueueOutcome.Queued, row.Id),
            };
        }

        if (stored.ContainsValue("queued"))
        {
            unitOfWork.OnCommitted(signal.Raise);
        }

        await AddDuplicatesAsync(mails, results, cancellationToken);
        return results!;
    }

    private static void Check(TemplatedMail mail)
    {
        ArgumentNullException.ThrowIfNull(mail);
        ArgumentException.ThrowIfNullOrWhiteSpace(mail.DedupeKey, nameof(mail));
        if (mail.Secrets.Any(static secret => secret.Length < ShortestSecret || secret.Any(char.IsControl)))
        {
            throw new ArgumentException($"A secret of a mail has at least {ShortestSecret} characters and no line breaks.", nameof(mail));
        }
    }

    private async ValueTask<Row> RenderAsync(int index, TemplatedMail mail, string to, string[] cc, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7();
        try
        {
            var rendered = mail.Prepared
                ?? await templates.RenderAsync(unitOfWork, call.TenantId, mail.TemplateKey, mail.Model, cancellationToken);
            return new Row(index, id, mail, to, cc, rendered, null);
        }
        catch (MailTemplateException exception)
        {
            return new Row(index, id, mail, to, cc, new RenderedMail(string.Empty, string.Empty, string.Empty), exception.Message);
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

    private async ValueTask<Dictionary<Guid, string>> InsertAsync(List<Row> rows, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Insert, unitOfWork.Connection, unitOfWork.Transaction)
        {
            Parameters =
            {
                new() { Value = call.TenantId },
                new() { Value = AutomaticHeaders, NpgsqlDbType = NpgsqlDbType.Jsonb },
                new() { Value = time.GetUtcNow() },
                new() { Value = rows.ConvertAll(static r => r.Id) },
                Texts(rows, static r => r.Mail.DedupeKey),
                Texts(rows, static r => r.Mail.TemplateKey),
                Texts(rows, static r => r.To),
                Texts(rows, static r => DisplayName(r.Mail.ToName)),
                Texts(rows, static r => string.Join('\n', r.Cc)),
                Texts(rows, static r => r.Rendered.Subject),
                Texts(rows, static r => r.Rendered.Html),
                Texts(rows, static r => r.Rendered.Text),
                Texts(rows, r => $"<{r.Id:N}@{options.Value.MessageIdDomain}>"),
                new() { Value = rows.ConvertAll(static r => (short)Math.Clamp(r.Mail.Priority, 0, 9)) },
                new()
                {
                    Value = rows.ConvertAll(static r => r.Mail.NotBefore?.UtcDateTime),
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
                },
                Texts(rows, static r => r.Mail.RelatedTo),
                new() { Value = rows.ConvertAll(static r => r.Mail.WorkflowInstanceId), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                Texts(rows, static r => r.Error),
                Texts(rows, static r => string.Join('\n', r.Mail.Secrets)),
            },
        };
        var stored = new Dictionary<Guid, string>(rows.Count);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            stored[reader.GetGuid(0)] = reader.GetString(1);
        }

        return stored;
    }

    /// <summary>What is left without a result was asked for before, here or in another transaction.</summary>
    private async ValueTask AddDuplicatesAsync(
        IReadOnlyList<TemplatedMail> mails, MailQueueResult?[] results, CancellationToken cancellationToken)
    {
        var keys = mails.Where((_, i) => results[i] is null).Select(static mail => mail.DedupeKey).ToArray();
        if (keys.Length == 0)
        {
            return;
        }

        var first = new Dictionary<string, Guid>(StringComparer.Ordinal);
        await using (var command = new NpgsqlCommand(FindFirst, unitOfWork.Connection, unitOfWork.Transaction)
        {
            Parameters = { new() { Value = call.TenantId }, new() { Value = keys } },
        })
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                first[reader.GetString(0)] = reader.GetGuid(1);
            }
        }

        for (var i = 0; i < results.Length; i++)
        {
            results[i] ??= new MailQueueResult(
                MailQueueOutcome.Duplicate, first.TryGetValue(mails[i].DedupeKey, out var id) ? id : null, "the dedupe key was used before");
        }
    }

    private static NpgsqlParameter Texts(List<Row> rows, Converter<Row, string?> value) =>
        new() { Value = rows.ConvertAll(value), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

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

    private sealed record Row(int Index, Guid Id, TemplatedMail Mail, string To, string[] Cc, RenderedMail Rendered, string? Error);
}
