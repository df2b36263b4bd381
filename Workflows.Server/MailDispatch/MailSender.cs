using Microsoft.Extensions.Options;
using Workflows.Domain.Shared.Messages;
using Workflows.Mail;
using Workflows.Mail.Mime;

namespace Workflows.Server.MailDispatch;

/// <summary>Hands one mail to the mail server and says what its row must say.</summary>
internal sealed class MailSender(
    IMailTransport transport,
    MailComposer composer,
    IOptions<SmtpSettings> smtp,
    IOptions<MailDispatchOptions> options,
    TimeProvider time) : IAsyncDisposable
{
    private const int MaximumLog = 16_000;
    private readonly Mailbox _from = new(smtp.Value.From!, smtp.Value.FromName);
    private readonly IReadOnlyList<Mailbox> _replyTo = smtp.Value.ReplyTo is { } replyTo ? [new Mailbox(replyTo)] : [];

    /// <summary>Closes the connections.</summary>
    public ValueTask DisposeAsync() => transport.DisposeAsync();

    /// <summary>Hands the mail over.</summary>
    /// <exception cref="OperationCanceledException">Stopped while the mail had certainly not been handed over.</exception>
    public async Task<MailResult> SendAsync(ClaimedMail mail, CancellationToken cancellationToken)
    {
        MailEnvelope envelope;
        ComposedMail composed;
        try
        {
            envelope = new MailEnvelope(_from.Address, [mail.ToAddress, .. mail.Cc]);
            composed = composer.Compose(new MailMessage
            {
                Key = mail.Id.ToString("N"),
                MessageId = mail.MessageId.Trim('<', '>'),
                From = _from,
                ReplyTo = _replyTo,
                To = [new Mailbox(mail.ToAddress, mail.ToName)],
                Cc = [.. mail.Cc.Select(static address => new Mailbox(address))],
                Subject = mail.Subject,
                Html = mail.Html,
                Text = mail.Text,
                Date = mail.Since,
            });
        }
        catch (ArgumentException exception)
        {
            return new MailResult(mail.Id, mail.Claim, MessageStatus.Failed, null, exception.Message);
        }

        return ToResult(mail, await transport.SubmitAsync(envelope, composed, cancellationToken));
    }

    /// <summary>The session failed before the server looked at the mail.</summary>
    private static bool IsOutage(SubmissionResult submission) =>
        submission.Outcome == SubmissionOutcome.NotSent && submission.Stage <= SubmissionStage.Authentication;

    private MailResult ToResult(ClaimedMail mail, SubmissionResult submission)
    {
        var log = Log(submission);
        switch (submission.Outcome)
        {
            case SubmissionOutcome.Sent:
                var refused = submission.Recipients.Where(static r => r.Outcome != SubmissionOutcome.Sent).ToList();
                return new MailResult(
                    mail.Id, mail.Claim, MessageStatus.Sent, null,
                    refused.Count == 0 ? null : $"Not delivered to {refused.Count} of {submission.Recipients.Count} recipients.", log);
            case SubmissionOutcome.Failed:
                return new MailResult(mail.Id, mail.Claim, MessageStatus.Failed, null, submission.Explanation, log);
            case SubmissionOutcome.InDoubt:
                return new MailResult(mail.Id, mail.Claim, MessageStatus.InDoubt, null, submission.Explanation, log);
            default:
                var now = time.GetUtcNow();
                if (IsOutage(submission))
                {
                    // An outage is over when it is over: the gate decides when to knock again, not the age of the mail.
                    return new MailResult(
                        mail.Id, mail.Claim, MessageStatus.Deferred, now, submission.Explanation, log, IsOutage: true);
                }

                if (RetryPlan.Next(mail, now, options.Value) is not { } next)
                {
                    return new MailResult(
                        mail.Id, mail.Claim, MessageStatus.Failed, null,
                        $"Given up after {options.Value.GiveUpAfter}: {submission.Explanation}", log);
                }

                return new MailResult(mail.Id, mail.Claim, MessageStatus.Deferred, next, submission.Explanation, log);
        }
    }

    private static string? Log(SubmissionResult submission)
    {
        var log = string.Join('\n', submission.Conversation);
        return log.Length == 0 ? null : log.Length > MaximumLog ? log[..MaximumLog] : log;
    }
}
