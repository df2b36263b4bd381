namespace Workflows.Domain.Shared.Messages;

/// <summary>
/// The one way a mail leaves (C-MAIL): render, store a <c>message_logs</c> row with a unique dedupe key in the current unit of
/// work's transaction; the dispatcher hands it to SMTP after the commit.
/// </summary>
public interface IMailQueue
{
    /// <summary>Renders and stores one mail for one recipient.</summary>
    ValueTask<MailQueueResult> EnqueueAsync(TemplatedMail mail, CancellationToken cancellationToken);
}
