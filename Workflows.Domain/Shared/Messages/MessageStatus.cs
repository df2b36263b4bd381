namespace Workflows.Domain.Shared.Messages;

/// <summary>Where a mail stands. Every row is in exactly one state, so that the counts add up to what was asked for.</summary>
public enum MessageStatus
{
    /// <summary>Waits for the dispatcher.</summary>
    Queued,

    /// <summary>A dispatcher holds it under a lease.</summary>
    Sending,

    /// <summary>The mail server accepted it.</summary>
    Sent,

    /// <summary>Refused for now (4xx, or no connection); will be tried again.</summary>
    Deferred,

    /// <summary>Refused for good (5xx), or out of attempts.</summary>
    Failed,

    /// <summary>
    /// The connection broke, or the process died, when the server may have accepted it already. Never sent again by itself: an
    /// operator decides.
    /// </summary>
    InDoubt,

    /// <summary>The recipient is on the suppression list; not sent.</summary>
    Suppressed,

    /// <summary>The template failed; the row holds the error.</summary>
    RenderFailed,
}
