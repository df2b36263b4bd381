using System.Buffers;
using System.Globalization;
using System.Text;

namespace Workflows.Mail.Mime;

/// <summary>
/// Turns a <see cref="MailMessage"/> into the bytes of RFC 5322 and MIME. The same message with the same key and date gives the
/// same bytes. Safe to use from many threads.
/// </summary>
public sealed class MailComposer
{
    private static readonly SearchValues<char> NotInIds = SearchValues.Create("<>()[],;:\\\"");
    private readonly TimeProvider _time;
    private readonly MailComposerOptions _options;

    /// <summary>Prepares a composer.</summary>
    /// <param name="time">Clock for the Date header.</param>
    /// <param name="options">Choices; null for the defaults.</param>
    /// <exception cref="ArgumentException">The Message-ID domain is malformed.</exception>
    public MailComposer(TimeProvider time, MailComposerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _options = options ?? new MailComposerOptions();
        if (_options.MessageIdDomain is { } domain && MailAddressSyntax.ToAscii(domain) is null)
        {
            throw new ArgumentException($"'{MailAddressSyntax.Printable(domain)}' is not a domain.", nameof(options));
        }
    }

    /// <summary>Composes.</summary>
    /// <exception cref="ArgumentException">
    /// Something cannot be said in a mail: no body, a line break in a header value, an inline image without content id.
    /// The message names it.
    /// </exception>
    public ComposedMail Compose(MailMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (string.IsNullOrEmpty(message.Key))
        {
            throw new ArgumentException("A mail needs a key.", nameof(message));
        }

        if (message.Text is null && message.Html is null)
        {
            throw new ArgumentException("A mail needs a text or an HTML part.", nameof(message));
        }

        var output = new ArrayBufferWriter<byte>(EstimateSize(message));
        var headers = new HeaderWriter(output, utf8: NeedsUtf8(message));
        var messageId = message.MessageId is { } given
            ? CheckedId(given, nameof(message.MessageId))
            : $"{Boundary.MessageIdLeft(message.Key)}@{_options.MessageIdDomain ?? AsciiDomain(message.From)}";
        WriteAddressing(message, headers, messageId);
        WriteAutomation(message, headers);
        foreach (var header in message.Headers)
        {
            headers.Text(header.Name, header.Value);
        }

        headers.Words("MIME-Version", "1.0");
        Structure(message).Write(headers, output);
        return new ComposedMail(output.WrittenMemory, messageId);
    }

    private static void WriteIds(HeaderWriter headers, string name, IEnumerable<string> ids) =>
        headers.Words(name, ids.Select(id => $"<{CheckedId(id, name)}>"));

    private static string CheckedId(string id, string name)
    {
        HeaderValue.CheckedAscii(id, name);
        return id.Length <= 250 && id.Count(c => c == '@') == 1 && id[0] != '@' && id[^1] != '@' && !id.AsSpan().ContainsAny(NotInIds)
            ? id
            : throw new ArgumentException($"'{id}' is not a message id (left@right, without angle brackets).", name);
    }

    // RFC 5322 section 3.3 has English names and a numeric zone.
    private static string DateText(DateTimeOffset date) =>
        date.ToString("ddd, d MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture)
        + date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);

    private static string AsciiDomain(Mailbox mailbox) => MailAddressSyntax.ToAscii(mailbox.Domain) ?? "localhost";

    private static bool NeedsUtf8(MailMessage message) =>
        new[] { message.From, message.Sender }.Concat(message.ReplyTo).Concat(message.To).Concat(message.Cc)
            .Any(m => m is not null && !Ascii.IsValid(m.Address));

    private static int EstimateSize(MailMessage message)
    {
        var size = 2048 + (message.Text?.Length ?? 0) + ((message.Html?.Length ?? 0) * 5 / 4);
        foreach (var file in message.InlineImages.Concat(message.Attachments))
        {
            size += (file.Content.Length * 7 / 5) + 512;
        }

        return size;
    }

    private void WriteAddressing(MailMessage message, HeaderWriter headers, string messageId)
    {
        headers.Words("Date", DateText(message.Date ?? _time.GetUtcNow()));
        headers.Mailboxes("From", [message.From]);
        if (message.Sender is { } sender)
        {
            headers.Mailboxes("Sender", [sender]);
        }

        headers.Mailboxes("Reply-To", message.ReplyTo);
        headers.Mailboxes("To", message.To);
        headers.Mailboxes("Cc", message.Cc);
        if (message.To.Count == 0 && message.Cc.Count == 0)
        {
            headers.Words("To", "undisclosed-recipients:;");
        }

        headers.Text("Subject", HeaderValue.Checked(message.Subject, nameof(message.Subject)));
        headers.Words("Message-ID", $"<{messageId}>");
        if (message.InReplyTo is { } answered)
        {
            WriteIds(headers, "In-Reply-To", [answered]);
        }

        if (message.References.Count > 0)
        {
            WriteIds(headers, "References", message.References);
        }
    }

    private static void WriteAutomation(MailMessage message, HeaderWriter headers)
    {
        if (message.AutoSubmitted != AutoSubmitted.No)
        {
            headers.Words("Auto-Submitted", message.AutoSubmitted == AutoSubmitted.AutoReplied ? "auto-replied" : "auto-generated");
            headers.Words("X-Auto-Response-Suppress", "All");
        }

        if (message.ListUnsubscribe is { } way)
        {
            var ways = new[] { way.OneClick, way.MailTo }.OfType<Uri>()
                .Select(u => $"<{HeaderValue.CheckedAscii(u.AbsoluteUri, nameof(message.ListUnsubscribe))}>").ToArray();
            headers.Words("List-Unsubscribe", ways.Length == 1 ? ways : [ways[0] + ",", ways[1]]);
            if (way.OneClick is not null)
            {
                headers.Words("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            }
        }

        if (message.ListId is { } list)
        {
            headers.Words("List-Id", $"<{HeaderValue.CheckedAscii(list, nameof(message.ListId)).Trim('<', '>')}>");
        }

        if (message.FeedbackId is { } feedback)
        {
            headers.Words("Feedback-ID", HeaderValue.CheckedAscii(feedback, nameof(message.FeedbackId)));
        }

        if (message.IsBulk)
        {
            headers.Words("Precedence", "bulk");
        }
    }

    /// <summary>mixed( alternative( text, related( html, images ), calendar ), files ), each level only where it has a purpose.</summary>
    private BodyPart Structure(MailMessage message)
    {
        var index = 0;
        var bodies = new List<BodyPart>(3);
        if (message.Text is { } text)
        {
            bodies.Add(TextPart("text/plain", text));
        }

        if (message.Html is { } html)
        {
            var part = TextPart("text/html", html);
            bodies.Add(message.InlineImages.Count == 0 ? part : Multipart("related", [part, .. message.InlineImages.Select(Inline)]));
        }
        else if (message.InlineImages.Count > 0)
        {
            throw new ArgumentException("Inline images need an HTML part that shows them.", nameof(message));
        }

        var files = message.Attachments.Select(f => BodyPart.File(f, inline: false)).ToList();
        if (message.Calendar is { } calendar)
        {
            var content = ContentEncoding.Canonical(calendar.Content);
            bodies.Add(BodyPart.Text(
                "text/calendar", content, _options.Allow8Bit, ("charset", "utf-8"), ("method", calendar.Method)));
            if (calendar.FileName is { } name)
            {
                files.Add(BodyPart.File(new MailAttachment(name, "application/ics", content), inline: false));
            }
        }

        var body = bodies.Count == 1 ? bodies[0] : Multipart("alternative", bodies);
        return files.Count == 0 ? body : Multipart("mixed", [body, .. files]);

        BodyPart Multipart(string subtype, IReadOnlyList<BodyPart> parts) =>
            BodyPart.Multipart(subtype, Boundary.Create(message.Key, index++), parts);
    }

    private BodyPart TextPart(string type, string text) =>
        BodyPart.Text(type, ContentEncoding.Canonical(text), _options.Allow8Bit, ("charset", "utf-8"));

    private static BodyPart Inline(MailAttachment image) =>
        image.ContentId is null
            ? throw new ArgumentException($"The inline image {image.FileName} needs a content id.", nameof(image))
            : BodyPart.File(image, inline: true);
}
