using Workflows.Domain.Shared.Messages;

namespace Workflows.Server.MailDispatch;

/// <summary>What an attempt came to, as it is written to the row.</summary>
/// <param name="Id">The row.</param>
/// <param name="Claim">The claim under which the attempt was made; a row that was claimed anew is left alone.</param>
/// <param name="Status">The new state.</param>
/// <param name="NextAttemptAt">For Deferred: when to try again.</param>
/// <param name="Error">Why it is not sent; null when it is.</param>
/// <param name="SmtpLog">The conversation; null when there was none.</param>
/// <param name="IsOutage">Whether the server never looked at the mail; then it was no attempt.</param>
internal sealed record MailResult(
    Guid Id, Guid Claim, MessageStatus Status, DateTimeOffset? NextAttemptAt = null, string? Error = null, string? SmtpLog = null,
    bool IsOutage = false);
