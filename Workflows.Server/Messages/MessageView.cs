using System.Text.Json;
using Workflows.Domain.Shared.Messages;

namespace Workflows.Server.Messages;

/// <summary>A mail with its rendered parts.</summary>
internal sealed record MessageView(
    Guid Id, string TemplateKey, string ToAddress, string? ToName, IReadOnlyList<string> Cc, string Subject, string Html,
    string Text, JsonElement Headers, string MessageId, MessageStatus Status, int Attempts, int Priority, string DedupeKey,
    string? RelatedTo, Guid? WorkflowInstanceId, DateTimeOffset CreatedAt, DateTimeOffset? NotBefore,
    DateTimeOffset? NextAttemptAt, DateTimeOffset? SentAt, string? LastError, string? SmtpLog)
{
    public static MessageView Of(MessageLog row)
    {
        using var headers = JsonDocument.Parse(row.Headers);
        var secrets = row.Secrets ?? [];
        return new MessageView(
            row.Id, row.TemplateKey, row.ToAddress, row.ToName, row.Cc, MailSecrets.Mask(row.Subject, secrets),
            MailSecrets.Mask(row.Html, secrets), MailSecrets.Mask(row.Text, secrets),
            headers.RootElement.Clone(), row.MessageId, row.Status, row.Attempts, row.Priority, row.DedupeKey, row.RelatedTo,
            row.WorkflowInstanceId, row.CreatedAt, row.NotBefore, row.NextAttemptAt, row.SentAt, row.LastError, row.SmtpLog);
    }

    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
