namespace Workflows.Server.MailDispatch;

/// <summary>A mail this dispatcher holds.</summary>
/// <param name="Id">The row.</param>
/// <param name="Claim">The claim that took it; fences the note and the result.</param>
/// <param name="Attempt">Number of this attempt, from 1.</param>
/// <param name="MessageId">With angle brackets.</param>
/// <param name="ToAddress">Recipient.</param>
/// <param name="ToName">Recipient's name.</param>
/// <param name="Cc">Copies.</param>
/// <param name="Subject">Subject.</param>
/// <param name="Html">HTML part.</param>
/// <param name="Text">Text part.</param>
/// <param name="Priority">0 first.</param>
/// <param name="Since">When it was asked for, or allowed to leave if that is later.</param>
/// <param name="FirstRefused">Since when it is refused for now; null when it is not.</param>
/// <param name="Suppressed">Whether the recipient was put on the suppression list meanwhile.</param>
internal sealed record ClaimedMail(
    Guid Id,
    Guid Claim,
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
    bool Suppressed);
