namespace Workflows.Domain.Shared.Messages;

/// <summary>What became of a mail that was asked for.</summary>
/// <param name="Outcome">See <see cref="MailQueueOutcome"/>.</param>
/// <param name="MessageLogId">The row: the new one, or for a duplicate the first one. Null for refused recipients.</param>
/// <param name="Detail">Why, for anything but Queued.</param>
public sealed record MailQueueResult(MailQueueOutcome Outcome, Guid? MessageLogId, string? Detail = null);
