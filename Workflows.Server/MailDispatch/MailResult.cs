using Workflows.Domain.Shared.Messages;

namespace Workflows.Server.MailDispatch;

/// <summary>What an attempt came to, as it is written to the row.</summary>
/// <param name="Id">The row.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Status">The new state.</param>
/// <param name="NextAttemptAt">For Deferred: when to try again.</param>
/// <param name="Error">Why it is not sent; null when it is.</param>
/// <param name="SmtpLog">The conversation; null when there was none.</param>
/// <param name="IsOutage">Whether the server never looked at the mail; then it was no attempt.</param>
/// <param name="Html">What to keep of the HTML part; null keeps it as it is.</param>
/// <param name="Text">What to keep of the text part; null keeps it as it is.</param>
internal sealed record MailResult(
    Guid Id, int Attempt, MessageStatus Status, DateTimeOffset? NextAttemptAt = null, string? Error = null, string? SmtpLog = null,
    bool IsOutage = false, string? Html = null, string? Text = null);
