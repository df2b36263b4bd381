namespace Workflows.Domain.Shared.Messages;

/// <summary>
/// The one way a mail leaves (C-MAIL): render, store a <c>message_logs</c> row with a unique dedupe key in the current unit of
/// work's transaction; the dispatcher hands it to SMTP after the commit.
/// </summary>
public interface IMailQueue
{
    /// <summary>Renders and stores one mail for one recipient.</summary>
    ValueTask<MailQueueResult> EnqueueAsync(TemplatedMail mail, CancellationToken cancellationToken);

    /// <summary>
    /// The same for many, such as a part of a campaign: renders all of them before the transaction begins, unless it has begun, and
    /// stores them with one statement. Results come in the order of the mails.
    /// </summary>
    ValueTask<IReadOnlyList<MailQueueResult>> EnqueueAsync(IReadOnlyList<TemplatedMail> mails, CancellationToken cancellationToken);
}
