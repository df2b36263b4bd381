using System.Text;
using Microsoft.Extensions.Options;
using Workflows.Domain.Shared.MailTemplates;
using Workflows.Domain.Shared.Messages;
using Workflows.Mail.Mime;
using Workflows.Server.MailDispatch;

namespace Workflows.Server.Templates;

/// <summary>The header lines that a previewed mail would leave with, read back from the composed message.</summary>
internal sealed class PreviewHeaders(IOptions<SmtpSettings> smtp, IOptions<MailQueueOptions> mail, TimeProvider time)
{
    private readonly MailComposer _composer = new(time);

    public IReadOnlyList<HeaderView> Of(MailTemplatePreview preview)
    {
        if (preview is not { Subject: not null, To: { } to })
        {
            return [];
        }

        var id = Guid.CreateVersion7().ToString("N");
        var composed = _composer.Compose(new MailMessage
        {
            Key = id,
            MessageId = $"{id}@{mail.Value.MessageIdDomain}",
            From = new Mailbox(smtp.Value.From ?? $"noreply@{mail.Value.MessageIdDomain}", smtp.Value.FromName),
            ReplyTo = smtp.Value.ReplyTo is { } reply ? [new Mailbox(reply)] : [],
            To = [new Mailbox(to, preview.ToName)],
            Subject = preview.Subject,
            Html = preview.Html,
            Text = preview.Text!,
            Date = time.GetUtcNow(),
        });
        var content = Encoding.UTF8.GetString(composed.Content.Span);
        var head = content[..content.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Replace("\r\n ", " ", StringComparison.Ordinal);
        return [.. head.Replace("\r\n\t", " ", StringComparison.Ordinal).Split("\r\n").Select(static line => line.Split(": ", 2))
            .Where(static pair => pair.Length == 2)
            .Select(static pair => new HeaderView(pair[0], pair[1]))];
    }
}
