using System.Text.RegularExpressions;

namespace Workflows.Mail.Inbound;

/// <summary>
/// Reads what comes back: delivery reports (RFC 3464), feedback reports (RFC 5965), auto-replies (RFC 3834), and bounces
/// in the free text of older systems. Never throws for what a mail contains.
/// </summary>
public static class InboundClassifier
{
    private static readonly string[] SentToFields = ["Delivered-To", "X-Original-To", "Envelope-To", "X-Apparently-To", "To"];

    private static readonly string[] RecipientFields = ["X-Original-To", "Delivered-To", "Envelope-To", "To", "Cc"];

    // Notices are short; a stranger's megabytes of text need not be searched for phrases.
    private const int MaxNotice = 64 * 1024;

    // A report speaks of one submission; these bounds only stop mails made to keep us busy.
    private const int MaxRecipients = 500;
    private const int MaxParts = 1000;

    /// <summary>Reads one mail as it was received.</summary>
    /// <param name="message">The bytes of the mail.</param>
    public static InboundReport Classify(ReadOnlySpan<byte> message)
    {
        var mail = MimeEntity.Read(message);
        var parts = mail.Walk().Take(MaxParts).ToList();
        try
        {
            return Understand(mail, parts);
        }
        catch (RegexMatchTimeoutException)
        {
            // Only text made to exhaust us takes a second for a pattern; nobody waits for what it would have said.
            return Build(mail, InboundKind.NotABounce, [], null);
        }
    }

    private static InboundReport Understand(MimeEntity mail, List<MimeEntity> parts) =>
        Feedback(mail, parts)
        ?? Report(mail, parts)
        ?? Nested(mail, parts)
        ?? ProviderNotice.Read(mail)
        ?? FreeText(mail, parts)
        ?? AutoReply(mail)
        ?? Build(mail, InboundKind.NotABounce, [], null);

    private static InboundReport? Feedback(MimeEntity mail, List<MimeEntity> parts)
    {
        var report = parts.Find(p => p.Type is "message/feedback-report");
        var returned = Returned(parts);
        var hotmail = returned?.Headers.Raw("X-HmXmrOriginalRecipient") ?? "";
        if (report is null && hotmail.Length == 0)
        {
            return null;
        }

        // The report is a block of fields; some systems put an empty line in front of it.
        MimeHeaders.Read((report?.Text() ?? "").TrimStart().Split('\n'), 0, int.MaxValue, out var fields);
        var type = fields.Raw("Feedback-Type").Trim().ToLowerInvariant();
        var addresses = fields.All("Original-Rcpt-To").Append(fields.Raw("Removal-Recipient")).Append(hotmail)
            .SelectMany(MailText.Addresses).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (addresses.Count == 0 && returned is not null)
        {
            addresses = [.. RecipientsOf(returned)];
        }

        var recipients = addresses.Select(a => new InboundRecipient { Address = a, Kind = InboundKind.Complaint }).ToList();
        return Build(mail, InboundKind.Complaint, recipients, returned) with { FeedbackType = type.Length > 0 ? type : "abuse" };
    }

    private static InboundReport? Report(MimeEntity mail, List<MimeEntity> parts)
    {
        var returned = Returned(parts);
        var sources = parts
            .Where(p => p.Type is "message/delivery-status" or "message/global-delivery-status" or "text/delivery-status")
            .ToList();
        if (sources.Count == 0)
        {
            // Systems that mislabel the part, and mailboxes that flattened the report.
            sources = [.. parts.Where(p => p.Parts.Count == 0 && !IsReturned(p) && DeliveryStatus.IsIn(p.Text()))];
        }

        var recipients = new List<InboundRecipient>();
        string? envelopeId = null;
        foreach (var source in sources)
        {
            recipients.AddRange(DeliveryStatus.Read(source.Text(), out var id));
            envelopeId ??= id;
        }

        if (recipients.Count == 0)
        {
            return null;
        }

        var notice = Notice(parts);
        recipients =
        [
            .. recipients.DistinctBy(r => r.Address, StringComparer.OrdinalIgnoreCase).Take(MaxRecipients)
                .Select(r => Explain(r, notice)),
        ];
        return Build(mail, Gravest(recipients), recipients, returned) with { OriginalEnvelopeId = envelopeId };
    }

    /// <summary>A gateway's notice around somebody else's report, and a report a person quotes and passes on.</summary>
    private static InboundReport? Nested(MimeEntity mail, List<MimeEntity> parts)
    {
        if (Returned(parts) is { Type: "multipart/report" } inner && SenderSignals.IsMailSystem(mail.Headers))
        {
            return Report(mail, [.. inner.Walk()]);
        }

        if (!SenderSignals.HasFailureSubject(mail.Headers) || mail.Type is not "text/plain")
        {
            return null;
        }

        var unquoted = string.Join('\n', mail.Text().Split('\n').Select(l => l.TrimStart('>', ' ')));
        return DeliveryStatus.IsIn(unquoted) && DeliveryStatus.Read(unquoted, out _) is { Count: > 0 } recipients
            ? Build(mail, Gravest(recipients), recipients, null)
            : null;
    }

    private static InboundKind Gravest(IReadOnlyList<InboundRecipient> recipients) =>
        recipients.Any(r => r.Kind == InboundKind.HardBounce) ? InboundKind.HardBounce
        : recipients.Any(r => r.Kind == InboundKind.SoftBounce) ? InboundKind.SoftBounce
        : InboundKind.NotABounce;

    /// <summary>Takes the reason from the text for people when the fields give only a general code.</summary>
    private static InboundRecipient Explain(InboundRecipient recipient, string notice)
    {
        var exact = recipient is { Diagnostic: not null, Status: { } s } && (s.Subject, s.Detail) != (0, 0);
        if (exact || recipient.Kind == InboundKind.NotABounce)
        {
            return recipient;
        }

        var words = $"{recipient.Diagnostic} {BounceText.About(notice, recipient.Address)}";
        var (status, kind) = BounceStatus.Decide(recipient.Status, recipient.Action, words);
        return recipient with { Status = status, Kind = kind };
    }

    private static InboundReport? FreeText(MimeEntity mail, List<MimeEntity> parts)
    {
        var announced = mail.Headers.All("X-Failed-Recipients").SelectMany(MailText.Addresses).ToList();
        if (announced.Count == 0 && !LooksLikeBounce(mail, parts))
        {
            return null;
        }

        var (notice, rest) = BounceText.Split(Notice(parts));
        var returned = Returned(parts) ?? (rest.Length > 0 ? InnerMail(rest) : null);
        var own = MailText.Addresses(mail.Headers["From"])
            .Concat(SentTo(mail))
            .Concat(returned is null ? [] : MailText.Addresses(returned.Headers["From"]))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var recipients = BounceText.Recipients(notice, announced, returned is null ? [] : [.. RecipientsOf(returned)], own);
        if (recipients.Count == 0 && !BounceText.SaysUndelivered(notice))
        {
            return null;
        }

        return Build(mail, recipients.Count == 0 ? InboundKind.SoftBounce : Gravest(recipients), recipients, returned);
    }

    private static bool LooksLikeBounce(MimeEntity mail, List<MimeEntity> parts)
    {
        if (SenderSignals.HasReplySubject(mail.Headers))
        {
            return false;
        }

        var system = SenderSignals.IsMailSystem(mail.Headers);
        var empty = SenderSignals.HasNullReturnPath(mail.Headers);
        return (SenderSignals.HasFailureSubject(mail.Headers) && (system || empty))
            || (system && (empty || Returned(parts) is not null) && SaysRefused(Notice(parts)))
            || SaysUndelivered(mail, parts);
    }

    private static bool SaysRefused(string notice) =>
        BounceText.SaysUndelivered(notice)
        || DiagnosticText.FindStatus(notice) is not null
        || DiagnosticText.FindReplyCode(notice) != 0;

    /// <summary>A machine's mail without the usual signs, whose text refuses with an SMTP code and returns a mail.</summary>
    private static bool SaysUndelivered(MimeEntity mail, List<MimeEntity> parts)
    {
        var (notice, rest) = BounceText.Split(Notice(parts));
        var machine = SenderSignals.IsAutoReply(mail.Headers)
            || SenderSignals.HasFailureSubject(mail.Headers)
            || SenderSignals.IsMailSystem(mail.Headers)
            || mail.Headers.Raw("From").Contains("no-reply", StringComparison.OrdinalIgnoreCase);
        var returns = Returned(parts) is not null
            || rest.Length > 0
            || notice.Contains("RCPT TO:", StringComparison.OrdinalIgnoreCase);
        return machine && returns && DiagnosticText.Conclude(notice) is not null;
    }

    private static InboundReport? AutoReply(MimeEntity mail)
    {
        // A mail system's own automatic mail is nobody's reply.
        if (!SenderSignals.IsAutoReply(mail.Headers) || SenderSignals.IsMailSystem(mail.Headers))
        {
            return null;
        }

        var from = MailText.FirstAddress(mail.Headers["From"]);
        return Build(
            mail, InboundKind.AutoReply, from is null ? [] : [new InboundRecipient { Address = from, Kind = InboundKind.AutoReply }], null);
    }

    internal static InboundReport Build(MimeEntity mail, InboundKind kind, IReadOnlyList<InboundRecipient> recipients, MimeEntity? returned)
    {
        IEnumerable<string> ids = returned is null ? [] : MailText.MessageIds(returned.Headers.Raw("Message-ID"));
        return new InboundReport
        {
            Kind = kind,
            Recipients = recipients,
            OriginalMessageIds =
            [
                .. ids.Concat(MailText.MessageIds(mail.Headers.Raw("In-Reply-To")))
                    .Concat(MailText.MessageIds(mail.Headers.Raw("References")).Reverse())
                    .Distinct(StringComparer.Ordinal),
            ],
            SentTo = [.. SentTo(mail).Distinct(StringComparer.OrdinalIgnoreCase)],
            Subject = mail.Headers["Subject"],
            From = MailText.FirstAddress(mail.Headers["From"]) ?? "",
        };
    }

    private static IEnumerable<string> SentTo(MimeEntity mail) =>
        SentToFields.SelectMany(f => mail.Headers.All(f)).SelectMany(MailText.Addresses);

    private static bool IsReturned(MimeEntity part) => part.Type is "message/rfc822" or "message/global" or "text/rfc822-headers";

    private static MimeEntity? Returned(List<MimeEntity> parts) => parts.Find(IsReturned) is { Parts: [var inner, ..] } ? inner : null;

    private static MimeEntity InnerMail(string text)
    {
        // The marker line and decoration in front of the header are not part of the mail.
        var lines = text.Split('\n').ToList();
        var start = lines.FindIndex(
            l => l.IndexOf(": ", StringComparison.Ordinal) is > 0 and < 30 && l[0] is not ' ' and not '-');
        return MimeEntity.Read(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', start < 0 ? lines : lines[start..])));
    }

    private static string Notice(List<MimeEntity> parts)
    {
        var texts = parts
            .Where(p => (p.Parts.Count == 0 && p.Type is "text/plain") || p.Type is "message/delivery-status")
            .Select(p => p.Text())
            .ToList();
        var notice = texts.Count > 0
            ? string.Join('\n', texts)
            : string.Join('\n', parts.Where(p => p.Parts.Count == 0 && p.Type is "text/html").Select(p => HtmlText.Plain(Cut(p.Text()))));
        return Cut(notice);
    }

    private static string Cut(string text) => text.Length > MaxNotice ? text[..MaxNotice] : text;

    private static IEnumerable<string> RecipientsOf(MimeEntity mail) =>
        RecipientFields.SelectMany(f => mail.Headers.All(f)).SelectMany(MailText.Addresses)
            .Distinct(StringComparer.OrdinalIgnoreCase);
}
