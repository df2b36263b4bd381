using System.Text.Json;
using Workflows.Mail.Smtp;

namespace Workflows.Mail.Inbound;

/// <summary>Reads the JSON notices that Amazon SES sends by mail or webhook instead of reports.</summary>
internal static class ProviderNotice
{
    public static InboundReport? Read(MimeEntity mail)
    {
        if (mail.Type is not "text/plain")
        {
            return null;
        }

        var text = mail.Text();
        var start = text.IndexOf('{', StringComparison.Ordinal);
        var end = text.LastIndexOf('}');
        if (start < 0 || end < start || !text.Contains("notificationType", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            // Mail transport breaks the one long line; JSON has no line breaks inside strings, so they can go.
            using var json = JsonDocument.Parse(text[start..(end + 1)].Replace("\n", "", StringComparison.Ordinal));
            return Read(mail, json.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Looks like a notice but is not one: the other readers decide.
            return null;
        }
    }

    private static InboundReport? Read(MimeEntity mail, JsonElement notice)
    {
        IEnumerable<string> ids = notice.TryGetProperty("mail", out var original)
            && original.TryGetProperty("messageId", out var id) && id.GetString() is { } given ? [given] : [];
        switch (notice.GetProperty("notificationType").GetString())
        {
            case "Bounce":
                var bounce = notice.GetProperty("bounce");
                var kind = bounce.GetProperty("bounceType").ValueEquals("Permanent") ? InboundKind.HardBounce : InboundKind.SoftBounce;
                var bounced = bounce.GetProperty("bouncedRecipients").EnumerateArray().Select(r => Bounced(r, kind)).ToList();
                return InboundClassifier.Build(mail, kind, bounced, null) with { OriginalMessageIds = [.. ids] };
            case "Complaint":
                var complaint = notice.GetProperty("complaint");
                var complained = complaint.GetProperty("complainedRecipients").EnumerateArray()
                    .Select(r => r.GetProperty("emailAddress").GetString()!)
                    .Select(a => new InboundRecipient { Address = a, Kind = InboundKind.Complaint })
                    .ToList();
                return InboundClassifier.Build(mail, InboundKind.Complaint, complained, null) with
                {
                    OriginalMessageIds = [.. ids],
                    FeedbackType = Text(complaint, "complaintFeedbackType") ?? "abuse",
                };
            case "Delivery":
                var delivered = notice.GetProperty("delivery").GetProperty("recipients").EnumerateArray()
                    .Select(r => r.GetString()!)
                    .Select(a => new InboundRecipient { Address = a, Kind = InboundKind.NotABounce, Action = "delivered" })
                    .ToList();
                return InboundClassifier.Build(mail, InboundKind.NotABounce, delivered, null) with { OriginalMessageIds = [.. ids] };
            default:
                return null;
        }
    }

    private static InboundRecipient Bounced(JsonElement recipient, InboundKind kind)
    {
        var diagnostic = Text(recipient, "diagnosticCode");
        var reported = DiagnosticText.FindStatus(Text(recipient, "status") ?? "");
        var (status, _) = BounceStatus.Decide(reported, Text(recipient, "action"), diagnostic ?? "");
        return new InboundRecipient
        {
            Address = recipient.GetProperty("emailAddress").GetString()!,
            Kind = kind,
            Status = status ?? new EnhancedStatusCode(kind == InboundKind.HardBounce ? 5 : 4, 0, 0),
            Action = Text(recipient, "action"),
            Diagnostic = diagnostic,
        };
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
