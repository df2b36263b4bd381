using System.Text.RegularExpressions;
using Workflows.Mail.Smtp;

namespace Workflows.Mail.Inbound;

/// <summary>Reads bounces that people were meant to read: those of systems that know no RFC 3464.</summary>
internal static partial class BounceText
{
    private static readonly string[] ReturnedNames =
    [
        "received", "return-path", "from", "to", "cc", "subject", "date", "message-id", "mime-version", "content-type",
        "x-mailer", "reply-to", "delivered-to", "envelope-to", "sender",
    ];

    private const int MaxRecipients = 200;
    private static readonly HashSet<string> NoOwn = [];

    /// <summary>Splits text into what the system says and the mail it returns below; the second is empty when none is returned.</summary>
    public static (string Notice, string Returned) Split(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!IsReturnedStart(lines, i))
            {
                continue;
            }

            return (string.Join('\n', lines[..i]), string.Join('\n', lines[i..]));
        }

        return (text, "");
    }

    /// <summary>The failed recipients, each with the text that belongs to it.</summary>
    /// <param name="notice">What the system says.</param>
    /// <param name="announced">Addresses a header names as failed; they win.</param>
    /// <param name="sentTo">Recipients of the returned mail, for notices that name none.</param>
    /// <param name="own">Addresses that cannot be the failed one: the reporter and the reader.</param>
    public static IReadOnlyList<InboundRecipient> Recipients(
        string notice, IReadOnlyList<string> announced, IReadOnlyList<string> sentTo, IReadOnlySet<string> own)
    {
        var lines = notice.Split('\n');
        var blocks = announced.Count > 0 ? announced.Select(a => (a, Around(lines, a, announced))).ToList() : Blocks(lines, own, sentTo);
        if (blocks.Count == 0)
        {
            blocks = [.. sentTo.Where(a => !own.Contains(a)).Take(5).Select(a => (a, notice))];
        }

        var certain = announced.Count > 0 || Undelivered().IsMatch(notice);
        return
        [
            .. blocks.DistinctBy(b => b.Item1, StringComparer.OrdinalIgnoreCase).Take(MaxRecipients)
                .Select(b => Judge(b.Item1, b.Item2, notice, certain)).OfType<InboundRecipient>(),
        ];
    }

    /// <summary>Whether a notice says in so many words that a mail was not delivered.</summary>
    public static bool SaysUndelivered(string notice) => Undelivered().IsMatch(notice);

    /// <summary>What a notice says of one address: from its line to the next blank line, else all of it.</summary>
    public static string About(string notice, string address)
    {
        var lines = notice.Split('\n');
        var first = Array.FindIndex(lines, l => Names(l, address) && !Names(l, "-Recipient"));
        if (first < 0)
        {
            return notice;
        }

        var end = Array.FindIndex(lines, first + 1, l => l.AsSpan().Trim().IsEmpty);
        var passage = Passage(lines, first, end < 0 ? lines.Length : end);
        return DiagnosticText.Conclude(passage) is null && DiagnosticText.FindStatus(passage) is null ? notice : passage;
    }

    /// <summary>Null when neither a reason nor a plain word says that the mail was not delivered.</summary>
    private static InboundRecipient? Judge(string address, string block, string notice, bool certain)
    {
        // The block may only repeat the address; the reason then stands elsewhere in the notice.
        var silent = DiagnosticText.FindStatus(block) is null && DiagnosticText.Conclude(block) is null && DiagnosticText.FindReplyCode(block) == 0;
        var diagnostic = silent ? notice : block;
        var (status, kind) = BounceStatus.Decide(reported: null, Delayed().IsMatch(notice) ? "delayed" : null, diagnostic);
        if (status is null && !Delayed().IsMatch(notice))
        {
            if (!certain)
            {
                return null;
            }

            // A bounce without any reason: failed, nobody knows why.
            (status, kind) = (new EnhancedStatusCode(5, 0, 0), InboundKind.HardBounce);
        }

        return new InboundRecipient
        {
            Address = address,
            Kind = kind,
            Status = status,
            Diagnostic = Shorten(diagnostic),
        };
    }

    private static List<(string Address, string Block)> Blocks(string[] lines, IReadOnlySet<string> own, IReadOnlyList<string> sentTo)
    {
        var strong = new List<(string Address, int Line)>();
        var weak = new List<(string Address, int Line)>();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (SenderLine().IsMatch(line))
            {
                continue;
            }

            foreach (var address in MailText.Addresses(line))
            {
                if (own.Contains(address) && !sentTo.Contains(address, StringComparer.OrdinalIgnoreCase))
                {
                    continue;
                }

                var leads = LeadingAddress().IsMatch(line) || RecipientLine().IsMatch(line);
                (leads ? strong : weak).Add((address, i));
            }
        }

        if (strong.Count == 0 && weak.Count == 0 && own.Count > 0)
        {
            // Mail to oneself bounces to oneself: then the only address there is must be the failed one.
            return [.. Blocks(lines, NoOwn, sentTo).Where(b => LeadingAddress().IsMatch(b.Block))];
        }

        // Named at the start of a line or as RCPT, or known from the returned mail; else whatever is named first.
        var known = strong.Concat(weak).Where(f => sentTo.Contains(f.Address, StringComparer.OrdinalIgnoreCase)).ToList();
        var chosen = strong.Count > 0 ? strong : known.Count > 0 ? known : weak.Take(1).ToList();
        var firsts = chosen.DistinctBy(f => f.Address, StringComparer.OrdinalIgnoreCase).OrderBy(f => f.Line).ToList();
        return [.. firsts.Select((f, n) => (f.Address, Passage(lines, f.Line, n + 1 < firsts.Count ? firsts[n + 1].Line : lines.Length)))];
    }

    private static string Around(string[] lines, string address, IReadOnlyList<string> others)
    {
        var first = Array.FindIndex(lines, l => l.Contains(address, StringComparison.OrdinalIgnoreCase));
        if (first < 0)
        {
            return "";
        }

        var end = Array.FindIndex(
            lines, first + 1, l => others.Any(o => !o.Equals(address, StringComparison.OrdinalIgnoreCase) && Names(l, o)));
        return Passage(lines, first, end < 0 ? lines.Length : end);
    }

    private static bool Names(string line, string what) => line.Contains(what, StringComparison.OrdinalIgnoreCase);

    private static string Passage(string[] lines, int start, int end) =>
        string.Join(' ', lines[start..Math.Max(end, start + 1)].Select(l => l.Trim()));

    private static string Shorten(string text)
    {
        var joined = Blanks().Replace(text, " ").Trim();
        return joined.Length > 1000 ? joined[..1000] : joined;
    }

    /// <summary>A marker line, or a run of header fields that can only be a returned mail.</summary>
    private static bool IsReturnedStart(string[] lines, int i)
    {
        if (Marker().IsMatch(lines[i]))
        {
            return true;
        }

        var names = 0;
        var received = false;
        for (var j = i; j < lines.Length && j < i + 12; j++)
        {
            var colon = lines[j].IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && ReturnedNames.Contains(lines[j][..colon].ToLowerInvariant(), StringComparer.Ordinal))
            {
                names++;
                received |= lines[j].StartsWith("Received:", StringComparison.OrdinalIgnoreCase)
                    || lines[j].StartsWith("Return-Path:", StringComparison.OrdinalIgnoreCase);
            }
            else if (j == i || (lines[j].Length > 0 && lines[j][0] is not ' ' and not '\t' && colon <= 0))
            {
                break;
            }
        }

        return names >= (received ? 2 : 3);
    }

    [GeneratedRegex(
        @"(below this line is a copy|copy of (the|your) message|original message (follows|header|body)|" +
        @"unsent message follows|original (message|mail)\s*-|-+\s*original message|returned message|" +
        @"message header|headers? of the (original )?message|undelivered message|message returned below|" +
        @"original mail info|here is a copy|message text follows|text of the message follows|" +
        @"received: from .* by )",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marker();

    [GeneratedRegex(
        @"^\s*(mail from|from|sender|envelope-from|subject|return-path|reply-to|message-id|cc|" +
        @"your message to|contact|please|for (help|further|assistance))\b.{0,3}:|mail from:|postmaster@|" +
        @"message-id",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SenderLine();

    [GeneratedRegex("""^[\s>*\d.:-]*([<"'(]|mailto:)*[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LeadingAddress();

    [GeneratedRegex(
        @"(rcpt to|addressed to|delivered to|recipient(\(?s\)?)?( address)?\b|following address|failed|" +
        @"unable to deliver|allowed size|^\s*(55|45|42)\d)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RecipientLine();

    [GeneratedRegex(
        @"(will continue to (try|be)|will be retried|still being retried|has not (yet )?been delivered|" +
        @"no action is required|warning message only|not need to resend|do not resend|will keep trying|" +
        @"delivery (is |has been )?delayed|temporarily delayed)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Delayed();

    [GeneratedRegex(
        @"(undeliver|un(able|successful)( attempt)? (to|in) (be )?deliver|(not|n['’]t|never)( be)?( able to)? (be )?(deliver|sent|reach)" +
        @"|deliver[a-z]* (to .{1,80} )?(has |was )?(fail|problem|error|unsuccessful|aborted)|fail(ed|ure)( to)? deliver|did not reach|failure reason|incorrectly constructed" +
        @"|rejected recipient|following (address|recipient)|returned to sender|permanent (fatal )?error|returned mail" +
        @"|送信できません|送信に失敗|届けられません|配信できません|не было доставлено|невозможно доставить|не может быть доставлено)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Undelivered();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();
}
