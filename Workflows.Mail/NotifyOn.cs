namespace Workflows.Mail;

/// <summary>Events of which a delivery notification is wanted (RFC 3461 section 4.1).</summary>
[Flags]
public enum NotifyOn
{
    /// <summary>No notification at all, not even of failure.</summary>
    Never = 0,

    /// <summary>Delivered to the mailbox.</summary>
    Success = 1,

    /// <summary>Given up.</summary>
    Failure = 2,

    /// <summary>Still being tried.</summary>
    Delay = 4,
}
