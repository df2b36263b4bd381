using Workflows.Mail.Smtp;

namespace Workflows.Mail.Inbound;

/// <summary>One recipient a report speaks of.</summary>
public sealed record InboundRecipient
{
    /// <summary>The address as reported, in lower case domain; the original one (ORCPT) when both are given.</summary>
    public required string Address { get; init; }

    /// <summary>Hard or soft; not a bounce for delivered mails; complaint in a feedback report.</summary>
    public required InboundKind Kind { get; init; }

    /// <summary>
    /// The status: reported, found in the diagnostic text, or concluded from its words, in this order. Null when nothing says
    /// why.
    /// </summary>
    public EnhancedStatusCode? Status { get; init; }

    /// <summary>Action field in lower case: failed, delayed, delivered, relayed, expanded. Null outside RFC 3464 reports.</summary>
    public string? Action { get; init; }

    /// <summary>What the other system said; null when it said nothing.</summary>
    public string? Diagnostic { get; init; }
}
