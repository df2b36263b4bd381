namespace Workflows.Mail.Inbound;

/// <summary>What a received mail means for the mail that caused it.</summary>
public enum InboundKind
{
    /// <summary>An ordinary mail, or a notice of success.</summary>
    NotABounce,

    /// <summary>The address does not work and will not: no such user or domain, or a closed mailbox.</summary>
    HardBounce,

    /// <summary>
    /// Not delivered, or not yet, for a reason that may pass or does not lie in the address: full, too large, policy, unreachable.
    /// </summary>
    SoftBounce,

    /// <summary>The recipient's system reports feedback about the mail (RFC 5965).</summary>
    Complaint,

    /// <summary>Somebody's machine answered: out of office, receipt of a request (RFC 3834).</summary>
    AutoReply,
}
