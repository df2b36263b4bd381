using System.Text.RegularExpressions;
using Workflows.Mail.Smtp;

namespace Workflows.Mail.Inbound;

/// <summary>Reads the field groups of a delivery status (RFC 3464), wherever in a mail they stand.</summary>
internal static partial class DeliveryStatus
{
    /// <summary>Groups of fields that name a recipient.</summary>
    public static IReadOnlyList<InboundRecipient> Read(string text, out string? envelopeId)
    {
        envelopeId = null;
        var recipients = new List<InboundRecipient>();
        var lines = text.Split('\n').Select(l => l.TrimEnd()).ToList();
        var i = 0;
        while (i < lines.Count)
        {
            while (i < lines.Count && lines[i].Length == 0)
            {
                i++;
            }

            var end = i;
            while (end < lines.Count && lines[end].Length > 0)
            {
                end++;
            }

            MimeHeaders.Read(lines, i, end, out var fields);
            i = end;
            if (fields.Raw("Original-Envelope-Id") is { Length: > 0 } id)
            {
                envelopeId = id;
            }

            if (Recipient(fields) is { } recipient)
            {
                recipients.Add(recipient);
            }
        }

        return recipients;
    }

    /// <summary>Whether running text holds such groups although no part says so.</summary>
    public static bool IsIn(string text) => RecipientField().IsMatch(text);

    private static InboundRecipient? Recipient(MimeHeaders fields)
    {
        var final = Address(fields.Raw("Final-Recipient"));
        var original = Address(fields.Raw("Original-Recipient"));
        var address = original ?? final ?? Address(fields.Raw("X-Actual-Recipient"));
        if (address is null)
        {
            return null;
        }

        var action = Comment().Replace(fields.Raw("Action"), "").Trim().ToLowerInvariant();
        var diagnostic = string.Join(' ', fields.All("Diagnostic-Code").Select(WithoutType)).Trim();
        EnhancedStatusCode? reported = DiagnosticText.FindStatus(fields.Raw("Status"));
        if (action is "delivered" or "relayed" or "expanded" or "deliverable"
            || fields.Raw("Status").TrimStart().StartsWith("2.", StringComparison.Ordinal))
        {
            EnhancedStatusCode.TryRead(fields.Raw("Status").Trim(), out var success);
            return new InboundRecipient
            {
                Address = address,
                Kind = InboundKind.NotABounce,
                Status = success.Class == 2 ? success : null,
                Action = action.Length > 0 ? action : null,
                Diagnostic = diagnostic.Length > 0 ? diagnostic : null,
            };
        }

        var (status, kind) = BounceStatus.Decide(reported, action.Length > 0 ? action : null, diagnostic);
        return new InboundRecipient
        {
            Address = address,
            Kind = kind,
            Status = status,
            Action = action.Length > 0 ? action : null,
            Diagnostic = diagnostic.Length > 0 ? diagnostic : null,
        };
    }

    private static string? Address(string field) => MailText.FirstAddress(WithoutType(field));

    private static string WithoutType(string field)
    {
        var semicolon = field.IndexOf(';', StringComparison.Ordinal);
        return semicolon is > 0 and < 20 ? field[(semicolon + 1)..].Trim() : field;
    }

    [GeneratedRegex(
        @"^\s*(Final|Original)-Recipient\s*:",
        RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RecipientField();

    [GeneratedRegex(@"\([^)]*\)", RegexOptions.None, 1000)]
    private static partial Regex Comment();
}
