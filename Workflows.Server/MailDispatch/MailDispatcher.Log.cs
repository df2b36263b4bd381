using Workflows.Domain.Shared.Messages;

namespace Workflows.Server.MailDispatch;

internal sealed partial class MailDispatcher
{
    [LoggerMessage(Level = LogLevel.Information, Message = "No mail server is configured (Smtp:Host); mails wait in the message log")]
    private partial void Idle();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Id} is {Status}: {Error}")]
    private partial void NotSent(Guid id, MessageStatus status, string? error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mail server cannot be used, mails wait: {Error}")]
    private partial void Outage(string? error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Lost the lease of mail {Id} before it was handed over; left alone")]
    private partial void LeaseLost(Guid id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The note for mail {Id} could not be written; the mail goes back to the queue")]
    private partial void NotNoted(Guid id);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Expired leases: {Requeued} mails go back to the queue, {InDoubt} are in doubt and wait for a decision")]
    private partial void Reaped(int requeued, int inDoubt);

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending mail {Id} failed in this program; it is in doubt")]
    private partial void Broken(Guid id, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The mail dispatcher was failed, most likely by the database; trying again")]
    private partial void Failed(Exception exception);
}
