using Workflows.Mail.Mime;

namespace Workflows.Server.MailDispatch;

/// <summary>A row of the log, as far as it becomes a mail.</summary>
/// <param name="Id">The row.</param>
/// <param name="MessageId">With angle brackets.</param>
/// <param name="ToAddress">Recipient.</param>
/// <param name="ToName">Recipient's name.</param>
/// <param name="Cc">Copies.</param>
/// <param name="Subject">Subject.</param>
/// <param name="Html">HTML part.</param>
/// <param name="Text">Text part.</param>
/// <param name="Date">Date header.</param>
internal sealed record OutgoingMail(
    Guid Id, string MessageId, string ToAddress, string? ToName, IReadOnlyList<string> Cc, string Subject, string Html, string Text,
    DateTimeOffset Date)
{
    /// <summary>What the composer gets; the same row gives the same bytes at every attempt.</summary>
    public static MailMessage Message(SmtpSettings settings, OutgoingMail mail) => new()
    {
        Key = mail.Id.ToString("N"),
        MessageId = mail.MessageId.Trim('<', '>'),
        From = new Mailbox(settings.From!, settings.FromName),
        ReplyTo = settings.ReplyTo is { } replyTo ? [new Mailbox(replyTo)] : [],
        To = [new Mailbox(mail.ToAddress, mail.ToName)],
        Cc = [.. mail.Cc.Select(static address => new Mailbox(address))],
        Subject = mail.Subject,
        Html = mail.Html,
        Text = mail.Text,
        Date = mail.Date,
    };
}
