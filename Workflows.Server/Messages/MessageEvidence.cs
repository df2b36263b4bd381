using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Npgsql;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Messages;
using Workflows.Mail.Mime;
using Workflows.Server.Http.Problems;
using Workflows.Server.MailDispatch;

namespace Workflows.Server.Messages;

/// <summary>What is known of one mail beyond its row: the mail as it goes over the wire, and what came back for it.</summary>
internal static class MessageEvidence
{
    private const string ReportSql =
        """
        select id, kind, recipient, status, action, diagnostic, matched_by, source, suppressed, received_at
        from mail_reports where message_log_id = $1 order by received_at, id
        """;

    public static void Map(RouteGroupBuilder logs)
    {
        logs.MapGet("/{id:guid}/source", SourceAsync).Produces<string>(200, "message/rfc822")
            .WithSummary("The mail as it goes over the wire, without signature; secrets are masked.");
        logs.MapGet("/{id:guid}/reports", ReportsAsync).WithSummary("Bounces, complaints and auto-replies to this mail, oldest first.");
    }

    private static async Task<FileContentHttpResult> SourceAsync(
        Guid id, IMessageLogs messages, IOptions<SmtpSettings> smtp, TimeProvider time, CancellationToken cancellationToken)
    {
        var row = await messages.FindAsync(id, cancellationToken) ?? throw new ProblemException(Problem.NotFound("mail"));
        if (row.Status == MessageStatus.RenderFailed || !smtp.Value.IsConfigured)
        {
            throw new ProblemException(new Problem(
                409, ProblemCodes.IllegalTransition,
                smtp.Value.IsConfigured ? "The mail could not be rendered; there is nothing to show." : "Without Smtp:Host no sender is known."));
        }

        var secrets = row.Secrets ?? [];
        var since = row.NotBefore is { } later && later > row.CreatedAt ? later : row.CreatedAt;
        var mail = new MailComposer(time).Compose(OutgoingMail.Message(smtp.Value, new OutgoingMail(
            row.Id, row.MessageId, row.ToAddress, row.ToName, row.Cc, MailSecrets.Mask(row.Subject, secrets),
            MailSecrets.Mask(row.Html, secrets), MailSecrets.Mask(row.Text, secrets), since)));
        return TypedResults.File(mail.Content.ToArray(), "message/rfc822", $"{row.Id:N}.eml");
    }

    private static async Task<Ok<List<ReportView>>> ReportsAsync(
        Guid id, IMessageLogs messages, IUnitOfWork work, CancellationToken cancellationToken)
    {
        _ = await messages.FindAsync(id, cancellationToken) ?? throw new ProblemException(Problem.NotFound("mail"));
        await using var command = new NpgsqlCommand(ReportSql, work.Connection, work.Transaction) { Parameters = { new() { Value = id } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var reports = new List<ReportView>();
        while (await reader.ReadAsync(cancellationToken))
        {
            string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
            reports.Add(new ReportView(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), Text(3), Text(4), Text(5), reader.GetString(6),
                reader.GetString(7), reader.GetBoolean(8), reader.GetFieldValue<DateTimeOffset>(9)));
        }

        return TypedResults.Ok(reports);
    }

    private sealed record ReportView(
        Guid Id, string Kind, string Recipient, string? Status, string? Action, string? Diagnostic, string MatchedBy, string Source,
        bool Suppressed, DateTimeOffset ReceivedAt);
}
