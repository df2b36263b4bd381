using System.Text.RegularExpressions;

namespace Workflows.Mail.Inbound;

/// <summary>What headers alone say about who wrote a mail: a person, a responder, or a mail system.</summary>
internal static partial class SenderSignals
{
    private static readonly string[] ResponderFields =
        ["X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-AutoReply-From", "X-MS-Exchange-Inbox-Rules-Loop"];

    public static bool IsMailSystem(MimeHeaders headers) =>
        SystemAddress().IsMatch(headers["From"]) || SystemAddress().IsMatch(headers["Sender"]);

    public static bool HasNullReturnPath(MimeHeaders headers) =>
        headers.All("Return-Path").Any(v => v.Trim() is "<>" || v.Contains("mailer-daemon", StringComparison.OrdinalIgnoreCase))
        || headers.Raw("From").Trim() is "<>";

    public static bool HasFailureSubject(MimeHeaders headers) => FailureSubject().IsMatch(headers["Subject"]);

    /// <summary>Whether a responder wrote it (RFC 3834 section 5, and what was in use before and beside it).</summary>
    public static bool IsAutoReply(MimeHeaders headers)
    {
        if (ReplySubject().IsMatch(headers["Subject"]))
        {
            return true;
        }

        var submitted = headers.Raw("Auto-Submitted").Trim();
        return submitted.StartsWith("auto-replied", StringComparison.OrdinalIgnoreCase)
            || Array.Exists(ResponderFields, headers.Has)
            || headers.Raw("Precedence").Contains("auto_reply", StringComparison.OrdinalIgnoreCase)
            || headers.Raw("X-Precedence").Contains("auto_reply", StringComparison.OrdinalIgnoreCase)
            || headers.Raw("Delivered-To").StartsWith("Autoresponder", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Subjects only responders write; these win over signs of a bounce.</summary>
    public static bool HasReplySubject(MimeHeaders headers) => ReplySubject().IsMatch(headers["Subject"]);

    [GeneratedRegex(
        @"(mailer[-_]?daemon|\bpost_?master\b|mail delivery (sub)?system|mail\.delivery\.system|" +
        @"mail delivery service|microsoft exchange|^\W*mdaemon|mail-daemon|mail system|mail administrator|" +
        @"system administrator|no-?reply@.*dion\.ne\.jp|bounce)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SystemAddress();

    [GeneratedRegex(
        @"(undeliver|unzustellbar|non.?d(e|é)livr|delivery (status|fail|has fail|report|notification|" +
        @"problem|err|incomplete|delay)|mail delivery|failure notice|failure delivery|returned mail|" +
        @"returned to sender|delivery to .* failed|could ?n.t be delivered|could not be delivered|" +
        @"not delivered|message (status|delivery)|mail system error|error sending|can(no|')t send|" +
        @"(mail|message|delivery|transmission).{0,30}(failed|rejected|delayed|bounced)|^failed:|bounced mail|" +
        @"(failed|rejected|delayed|bounced).{0,10}(mail|message|delivery)|" +
        @"invalid user|permanent delivery|warning: (message|could not)|delivery failure|メール.*エラー|" +
        @"mail could not|unable to deliver|mail failure|no entregado|mancata consegna|onbestelbaar)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FailureSubject();

    [GeneratedRegex(
        @"(^\s*(re:\s*)?(auto(matic|mated|matisch|matique)?[\s_-]*(re(ply|sponse|spuesta|ponse|sponder))|" +
        @"automatische antwort|réponse automatique|respuesta automática|risposta automatica|" +
        @"automatisch antwoord|abwesen|autosvar|自動返信|自动回复|自動応答|vacation|holiday reply)|" +
        @"out[\s-]of[\s-](the[\s-])?office|on vacation|absence du bureau|i am away|ausser haus|außer haus|" +
        @"abwesenheits)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ReplySubject();
}
