namespace Workflows.Domain.Shared.Messages;

/// <summary>Outcomes of queueing a mail.</summary>
public enum MailQueueOutcome
{
    /// <summary>Stored; leaves after the commit.</summary>
    Queued,

    /// <summary>The dedupe key was used before; nothing was stored.</summary>
    Duplicate,

    /// <summary>The recipient is on the suppression list or opted out; a row says so.</summary>
    Suppressed,

    /// <summary>The address is not a valid mailbox.</summary>
    InvalidRecipient,

    /// <summary>The template failed; a row holds the error.</summary>
    RenderFailed,
}
