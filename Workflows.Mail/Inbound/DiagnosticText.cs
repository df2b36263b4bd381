using System.Globalization;
using System.Text.RegularExpressions;
using Workflows.Mail.Smtp;

namespace Workflows.Mail.Inbound;

/// <summary>What can be concluded from the words of a refusal.</summary>
internal static partial class DiagnosticText
{
    private static readonly (EnhancedStatusCode Status, string[] Phrases)[] Meanings =
    [
        (new(5, 2, 2), [
            "mailbox full", "一杯", "postfach ist voll", "mailbox is full", "mailbox was full", "over quota", "overquota", "over the quota",
            "quota exceed", "exceeded quota", "exceeds quota", "exceeds the quota", "exceeded storage",
            "exceeded the storage", "disk quota", "disc quota", "full mailbox", "maildir has overdrawn",
            "mailfolder is full", "mailbox size limit", "storage limit", "exceeds allowed size", "insufficient disk",
            "account is full", "is full", "exceeded the local limit", "too much mail", "quota violation",
            "out of storage", "mailbox exceeds", "exceeding its quota", "over its quota", "user has exhausted",
            "no space left on device", "is over the limit", "mailbox has exceeded", "insufficient system storage",
            "is over their quota"
        ]),
        (new(5, 3, 4), [
            "message too large", "message size exceed", "too large", "too big", "exceeds maximum",
            "exceeds the maximum", "maximum message size", "size limit", "larger than", "exceeds size limit",
            "exceeded maximum inbound message size", "message length exceeds", "message file too big"
        ]),
        (new(5, 1, 2), [
            "host unknown", "unknown host", "host not found", "domain not found", "no such domain",
            "domain does not exist", "name or service not known", "no mx record", "nxdomain",
            "unrouteable mail domain", "unrouteable address", "unroutable", "domain name not found", "dns error",
            "unknown domain", "no matches to nameserver query", "could not be resolved", "invalid domain",
            "no route to host found for domain", "illegal host", "mx records point to non-existent hosts",
            "address family mismatch on destination", "no such host", "couldn't find any host named",
            "couldn't find any host by that name", "non-existent hosts", "recipient's domain", "unable to resolve",
            "name server: no data known", "does not have any mx", "doesn't exist in dns", "null mx"
        ]),
        (new(5, 2, 1), [
            "account disabled", "account is disabled", "account has been disabled", "mailbox disabled",
            "mailbox is disabled", "account is inactive", "inactive user", "inactive account", "mailbox is inactive",
            "account suspended", "is suspended", "account has been suspended", "deactivated", "user is inactive",
            "not accepting mail", "no longer available", "mailbox currently suspended",
            "account that you tried to reach is disabled", "account closed", "account expired", "not active",
            "mailbox temporarily disabled", "is not accepting", "discontinued", "no longer on server",
            "mailbox is frozen", "account is blocked", "disabled recipient", "recipient disabled"
        ]),
        (new(5, 1, 6), [
            "has moved", "no longer works", "changed their email", "address has changed", "left the company",
            "no longer with", "user has moved"
        ]),
        (new(5, 1, 1), [
            "user unknown", "見つかりません", "存在しません", "リストにありません", "unknown user", "no such user", "unknown recipient", "recipient unknown",
            "does not exist", "doesn't exist", "not exist", "no mailbox here", "invalid recipient",
            "recipient invalid", "recipient not found", "user not found", "mailbox not found", "not found in",
            "no such address", "no such mailbox", "no such recipient", "unknown address", "address unknown",
            "invalid address", "unknown mailbox", "unknown account", "no such account", "mailbox unavailable",
            "not our customer", "is not a valid", "not a known user", "not listed in", "unknown local",
            "unknown or illegal alias", "no account", "doesn't have a", "does not have an account",
            "user doesn't have", "invalid mailbox", "invalid user", "is not recognized", "not recognized",
            "addressee unknown", "no valid recipient", "undeliverable address", "bad destination mailbox",
            "couldn't be found", "could not be found", "wasn't found", "was not found", "account not available",
            "no existe", "unbekannt", "inconnu", "recipient does not", "user does not", "no user",
            "unknown or invalid", "not a valid mailbox", "mail box unavailable", "unknown email",
            "is not allowed to receive", "no local mailbox", "invalid final delivery",
            "email account that you tried to reach", "not known at this site", "is invalid", "wrong address",
            "not on file", "non-existent user", "no one by that name"
        ]),
        (new(5, 5, 4), [
            "not implemented", "syntax error", "bad sequence", "protocol error", "protocol violation"
        ]),
        (new(5, 1, 3), ["incorrectly constructed", "malformed address", "bad address syntax"]),
        (new(5, 4, 6), [
            "too many hops", "mail loop", "loop detected", "loops back", "hop count exceeded", "routing loop",
            "mail forwarding loop", "loop count"
        ]),
        (new(5, 7, 1), [
            "spam", "blocked", "blacklist", "black list", "blocklist", "block list", "policy", "dmarc", "spf", "dkim",
            "reputation", "not authorized", "not permitted", "access denied", "relaying denied",
            "relay access denied", "unsolicited", "rejected for", "virus", "banned", "listed in", "listed at",
            "denied", "not allowed", "refused by", "prohibited", "content rejected", "message rejected",
            "message content", "rejected due", "violat", "authentication required", "unauthenticated",
            "sender rejected", "sender address", "reverse dns", "suspicious", "filter", "ptr", "helo", "abuse",
            "spamhaus", "restricted", "unacceptable", "rejected by", "you cannot send", "for sending mail", "security"
        ]),
        (new(4, 4, 7), [
            "timed out", "timeout", "time out", "expired", "too long in queue", "in the queue too long",
            "queue too long", "retry time", "retry timeout", "cannot send message for", "not be delivered for",
            "giving up after"
        ]),
        (new(4, 4, 1), [
            "connection refused", "could not connect", "couldn't connect", "cannot connect", "no route to host",
            "network is unreachable", "connection reset", "host is unreachable", "unable to contact",
            "wasn't able to establish", "unable to connect", "connection dropped", "lost connection", "host is down",
            "conversation with", "connect to", "remote host closed", "connection was broken", "no answer from host",
            "did not accept our requests to connect", "socket error", "network error"
        ]),
        (new(4, 7, 0), [
            "greylist", "graylist", "grey-list", "try again later", "too many connections", "rate limit",
            "too many messages", "too fast", "at a rate", "frequency limit", "throttl", "temporarily deferred",
            "too many recipients"
        ]),
        (new(4, 3, 0), [
            "temporar", "resources", "system problem", "server busy", "service unavailable",
            "service currently unavailable", "internal system error", "local problem", "local error",
            "internal error", "try again", "system error", "deferred"
        ]),

        // Said for all kinds of reasons, so only when nothing better was said.
        (new(5, 1, 1), [
            "address rejected", "addresses rejected", "recipient rejected", "rejected recipient", "recipient refused"
        ]),
    ];

    /// <summary>The first enhanced code in running text that is not x.0.0; else the first at all.</summary>
    public static EnhancedStatusCode? FindStatus(string text)
    {
        EnhancedStatusCode? general = null;
        foreach (Match match in StatusPattern().Matches(text))
        {
            if (!EnhancedStatusCode.TryRead(match.Groups["code"].Value, out var code) || code.Class == 2)
            {
                continue;
            }

            if (code.Subject != 0 || code.Detail != 0)
            {
                return code;
            }

            general ??= code;
        }

        return general;
    }

    /// <summary>The first SMTP refusal code in running text; 0 when there is none.</summary>
    public static int FindReplyCode(string text)
    {
        var match = ReplyPattern().Match(text);
        return match.Success ? int.Parse(match.Groups["code"].Value, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>What the words mean; null when none is known.</summary>
    public static EnhancedStatusCode? Conclude(string text)
    {
        foreach (var (status, phrases) in Meanings)
        {
            if (Array.Exists(phrases, p => text.Contains(p, StringComparison.OrdinalIgnoreCase)))
            {
                return status;
            }
        }

        return null;
    }

    [GeneratedRegex(@"(?<![\d.])(?<code>[245]\.\d{1,3}\.\d{1,3})(?![\d.]\d|\d)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StatusPattern();

    [GeneratedRegex(
        @"(?<![\d.:-])(?<code>[45][0-7]\d)(?=[ \-:]|$)(?!-\d)",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex ReplyPattern();
}
