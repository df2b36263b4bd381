using Microsoft.Extensions.Options;
using Workflows.Domain.Shared.Messages;
using Workflows.Mail;
using Workflows.Mail.Dkim;
using Workflows.Mail.Inbound;
using Workflows.Mail.Mime;

namespace Workflows.Server.MailDispatch;

/// <summary>Hands one mail to the mail server and says what its row must say.</summary>
internal sealed class MailSender(
    IMailTransport transport,
    MailComposer composer,
    DkimSigner? signer,
    IOptions<SmtpSettings> smtp,
    IOptions<MailDispatchOptions> options,
    TimeProvider time) : IAsyncDisposable
{
    private const int MaximumLog = 16_000;
    private readonly VerpAddress? _returnPath = ReturnPaths.Of(smtp.Value);

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
            envelope = new MailEnvelope(_returnPath?.Encode(mail.Id.ToString("N")) ?? smtp.Value.From!, [mail.ToAddress, .. mail.Cc]);
            composed = composer.Compose(OutgoingMail.Message(smtp.Value, new OutgoingMail(
                mail.Id, mail.MessageId, mail.ToAddress, mail.ToName, mail.Cc, mail.Subject, mail.Html, mail.Text, mail.Since)));
            composed = signer?.Sign(composed) ?? composed;
        }
        catch (ArgumentException exception)
        {
            return new MailResult(mail.Id, mail.Attempt, MessageStatus.Failed, null, exception.Message);
        }

        return ToResult(mail, await transport.SubmitAsync(envelope, composed, cancellationToken));
    }

    /// <summary>The session failed before the server looked at the mail.</summary>
    private static bool IsOutage(SubmissionResult submission) =>
        submission.Outcome == SubmissionOutcome.NotSent && submission.Stage <= SubmissionStage.Authentication;

    private MailResult ToResult(ClaimedMail mail, SubmissionResult submission)
    {
        var log = Log(mail, submission);
        switch (submission.Outcome)
        {
            case SubmissionOutcome.Sent:
                var refused = submission.Recipients.Where(static r => r.Outcome != SubmissionOutcome.Sent).ToList();
                return new MailResult(
                    mail.Id, mail.Attempt, MessageStatus.Sent, null,
                    refused.Count == 0 ? null : $"Not delivered to {refused.Count} of {submission.Recipients.Count} recipients.", log,
                    Html: mail.Secrets.Length == 0 ? null : MailSecrets.Mask(mail.Html, mail.Secrets),
                    Text: mail.Secrets.Length == 0 ? null : MailSecrets.Mask(mail.Text, mail.Secrets));
            case SubmissionOutcome.Failed:
                return new MailResult(mail.Id, mail.Attempt, MessageStatus.Failed, null, submission.Explanation, log);
            case SubmissionOutcome.InDoubt:
                return new MailResult(mail.Id, mail.Attempt, MessageStatus.InDoubt, null, submission.Explanation, log);
            default:
                var now = time.GetUtcNow();
                if (IsOutage(submission))
                {
                    // An outage is over when it is over: the gate decides when to knock again, not the age of the mail.
                    return new MailResult(
                        mail.Id, mail.Attempt, MessageStatus.Deferred, now, submission.Explanation, log, IsOutage: true);
                }

                if (RetryPlan.Next(mail, now, options.Value) is not { } next)
                {
                    return new MailResult(
                        mail.Id, mail.Attempt, MessageStatus.Failed, null,
                        $"Given up after {options.Value.GiveUpAfter}: {submission.Explanation}", log);
                }

                return new MailResult(mail.Id, mail.Attempt, MessageStatus.Deferred, next, submission.Explanation, log);
        }
    }

    private static string? Log(ClaimedMail mail, SubmissionResult submission)
    {
        // Rows keep the conversations of all attempts, one below the other.
        var again = mail.Attempt > 1 ? [$"*: attempt {mail.Attempt}"] : Array.Empty<string>();
        var log = string.Join('\n', again.Concat(submission.Conversation));
        return log.Length == 0 ? null : log.Length > MaximumLog ? log[..MaximumLog] : log;
    }
}
