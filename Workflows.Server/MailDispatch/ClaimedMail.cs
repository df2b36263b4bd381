namespace Workflows.Server.MailDispatch;

/// <summary>A mail this dispatcher holds and hands over at once.</summary>
/// <param name="Id">The row.</param>
/// <param name="Attempt">Number of this attempt, from 1; with the owner it fences the result.</param>
/// <param name="MessageId">With angle brackets.</param>
/// <param name="ToAddress">Recipient.</param>
/// <param name="ToName">Recipient's name.</param>
/// <param name="Cc">Copies; without those on the suppression list.</param>
/// <param name="Subject">Subject.</param>
/// <param name="Html">HTML part.</param>
/// <param name="Text">Text part.</param>
/// <param name="Priority">0 first.</param>
/// <param name="Since">When it was asked for, or allowed to leave if that is later.</param>
/// <param name="FirstRefused">Since when it is refused for now; null when it is not.</param>
/// <param name="Secrets">What the log must not show once the mail is sent.</param>
internal sealed record ClaimedMail(
    Guid Id,
    int Attempt,
    string MessageId,
    string ToAddress,
    string? ToName,
    string[] Cc,
    string Subject,
    string Html,
    string Text,
    short Priority,
    DateTimeOffset Since,
    DateTimeOffset? FirstRefused,
    string[] Secrets);
