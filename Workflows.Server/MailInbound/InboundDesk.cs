using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using Workflows.Domain.Shared.Data;
using Workflows.Mail.Inbound;
using Workflows.Server.MailDispatch;
using Workflows.Server.Messages;

namespace Workflows.Server.MailInbound;

/// <summary>
/// Takes in what comes back for our mails: understands it, finds the mail by its signed return path or its Message-ID, notes it
/// once however often it comes, and acts on it in the same transaction. Described in docs/mail-dispatch.md.
/// </summary>
internal sealed partial class InboundDesk(
    NpgsqlDataSource dataSource,
    IOptions<SmtpSettings> smtp,
    IOptions<MailInboundOptions> options,
    TimeProvider time,
    ILogger<InboundDesk> logger)
{
    private const int MostDiagnostic = 1000;
    private const int MostSubject = 500;
    private readonly VerpAddress? _returnPath = ReturnPaths.Of(smtp.Value);

    /// <summary>Takes in one mail as it was received.</summary>
    public async Task<InboundOutcome> TakeAsync(ReadOnlyMemory<byte> mail, InboundSource source, CancellationToken cancellationToken)
    {
        var report = InboundClassifier.Classify(mail.Span);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await TenantSetting.SetAsync(connection, transaction, TenantSetting.AllTenants, cancellationToken);
        var about = await FindAsync(connection, report, cancellationToken);
        var hash = SHA256.HashData(mail.Span);
        var noted = new List<string>();
        var suppressed = new List<string>();
        foreach (var recipient in Recipients(report, about))
        {
            var id = Guid.CreateVersion7();
            if (await NoteAsync(connection, id, hash, source, report, about, recipient, cancellationToken))
            {
                noted.Add(recipient.Address);
                if (about is not null && await ActAsync(connection, id, report, about, recipient, cancellationToken))
                {
                    suppressed.Add(recipient.Address);
                }
            }
        }

        if (about is not null && noted.Count > 0)
        {
            await ExecuteAsync(connection, InboundSql.Settle, cancellationToken, about.Id, time.GetUtcNow());
        }

        await transaction.CommitAsync(cancellationToken);
        Taken(report.Kind, about?.Id, noted.Count, suppressed.Count);
        return new InboundOutcome(report.Kind, about?.Id, about?.MatchedBy ?? "nothing", noted, suppressed);
    }

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// The recipients to note, in the words of our mail where it has only one: a forwarded mail bounces under the name it was
    /// forwarded to. At least one, so that a report without any is noted, too.
    /// </summary>
    private static IEnumerable<InboundRecipient> Recipients(InboundReport report, ReportedMail? about)
    {
        var only = about is { MatchedBy: "return_path", Recipients: [var one] } && report.Recipients.Count <= 1 ? one : null;
        var recipients = report.Recipients.Count > 0 ? report.Recipients : [new InboundRecipient { Address = string.Empty, Kind = report.Kind }];
        return recipients
            .Select(recipient => recipient with { Address = (only ?? recipient.Address).ToLowerInvariant() })
            .DistinctBy(static recipient => recipient.Address, StringComparer.Ordinal);
    }

    private async Task<ReportedMail?> FindAsync(NpgsqlConnection connection, InboundReport report, CancellationToken cancellationToken)
    {
        Guid? byPath = _returnPath is not null && _returnPath.TryDecode(report, out var token) && Guid.TryParseExact(token, "N", out var named)
            ? named : null;
        var ids = report.OriginalMessageIds.Select(IdOf).OfType<Guid>().ToList();
        var rows = new Dictionary<Guid, (ReportedMail Mail, string MessageId)>();
        await using var command = new NpgsqlCommand(InboundSql.Find, connection)
        {
            Parameters = { new() { Value = byPath is { } path ? [path, .. ids] : ids.ToArray() } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetGuid(1);
            var addresses = reader.GetFieldValue<string[]>(2).Select(static address => address.ToLowerInvariant()).ToList();
            rows[id] = (new ReportedMail(reader.GetGuid(0), id, addresses, id == byPath ? "return_path" : "message_id"), reader.GetString(3));
        }

        if (byPath is { } found && rows.TryGetValue(found, out var certain))
        {
            return certain.Mail;
        }

        // The most certain of the reported Message-IDs comes first.
        return report.OriginalMessageIds
            .Select(given => IdOf(given) is { } id && rows.TryGetValue(id, out var row) && row.MessageId == $"<{given}>" ? row.Mail : null)
            .FirstOrDefault(static mail => mail is not null);
    }

    /// <summary>Our Message-IDs begin with the row's id.</summary>
    private static Guid? IdOf(string messageId) =>
        messageId.Split('@')[0] is { Length: 32 } local && Guid.TryParseExact(local, "N", out var id) ? id : null;

    private async Task<bool> NoteAsync(
        NpgsqlConnection connection, Guid id, byte[] hash, InboundSource source, InboundReport report, ReportedMail? about,
        InboundRecipient recipient, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(InboundSql.Note, connection)
        {
            Parameters =
            {
                new() { Value = (object?)about?.TenantId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                new() { Value = id },
                new() { Value = hash },
                new() { Value = MessageView.Word(source) },
                new() { Value = MessageView.Word(recipient.Kind) },
                new() { Value = (object?)about?.Id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                new() { Value = about?.MatchedBy ?? "nothing" },
                new() { Value = Clean(recipient.Address, MostSubject) },
                Text(recipient.Status?.ToString()),
                Text(recipient.Action),
                Text(recipient.Diagnostic is { } diagnostic ? Clean(diagnostic, MostDiagnostic) : null),
                new() { Value = Clean(report.Subject, MostSubject) },
                new() { Value = Clean(report.From, MostSubject) },
                new() { Value = time.GetUtcNow() },
            },
        };
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    /// <summary>Ends an address that does not work or does not want. Gives whether it did.</summary>
    private async Task<bool> ActAsync(
        NpgsqlConnection connection, Guid reportId, InboundReport report, ReportedMail about, InboundRecipient recipient,
        CancellationToken cancellationToken)
    {
        // A report may end only the addresses that the mail went to: whoever knows one Message-ID must not end others.
        if (!about.Recipients.Contains(recipient.Address, StringComparer.Ordinal))
        {
            return false;
        }

        var ends = recipient.Kind switch
        {
            InboundKind.HardBounce => true,
            InboundKind.Complaint => report.EndsSubscription,
            InboundKind.SoftBounce => await CountSoftAsync(connection, about.TenantId, recipient.Address, cancellationToken) >= options.Value.SoftBounces,
            _ => false,
        };
        if (!ends)
        {
            return false;
        }

        var reason = recipient.Kind == InboundKind.Complaint ? "complaint" : "bounce";
        var detail = Clean($"{MessageView.Word(recipient.Kind)} {recipient.Status} {recipient.Diagnostic}".Trim(), MostDiagnostic);
        var added = await ExecuteAsync(
            connection, InboundSql.Suppress, cancellationToken, about.TenantId, Guid.CreateVersion7(), recipient.Address, reason, detail, time.GetUtcNow());
        await ExecuteAsync(connection, InboundSql.MarkSuppressed, cancellationToken, reportId);
        return added > 0;
    }

    private async Task<long> CountSoftAsync(NpgsqlConnection connection, Guid tenant, string address, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(InboundSql.CountSoft, connection)
        {
            Parameters = { new() { Value = tenant }, new() { Value = address }, new() { Value = time.GetUtcNow() - options.Value.SoftBounceWindow } },
        };
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    // What strangers wrote: PostgreSQL takes no NUL, and nobody reads more.
    private static string Clean(string text, int most)
    {
        var clean = string.Concat(text.Where(static c => c == '\n' || !char.IsControl(c)));
        return clean.Length > most ? clean[..most] : clean;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail came in: {Kind} about mail {Id}, {Noted} recipients noted, {Suppressed} suppressed")]
    private partial void Taken(InboundKind kind, Guid? id, int noted, int suppressed);
}
