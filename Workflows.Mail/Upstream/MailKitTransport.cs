using System.Globalization;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Workflows.Mail.Mime;
using Workflows.Mail.Smtp;

namespace Workflows.Mail.Upstream;

/// <summary>
/// Submits through the stock MailKit, one connection for each mail. Compiled with -p:UpstreamPackages=true only. It keeps no
/// conversation, and what is in doubt is wider than in <see cref="SmtpTransport"/>, because MailKit does not tell how far it came.
/// </summary>
/// <param name="options">The server; pool limits, trusted roots and time limits other than Command are not used.</param>
public sealed class MailKitTransport(SmtpServerOptions options) : IMailTransport
{
    /// <inheritdoc />
    public async Task<SubmissionResult> SubmitAsync(MailEnvelope envelope, ComposedMail mail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(mail);
        using var client = new SmtpClient();
        client.Timeout = (int)options.Timeouts.Command.TotalMilliseconds;
        client.LocalDomain = options.LocalName;
        var stage = SubmissionStage.Connect;
        var progress = new ContentProgress();
        try
        {
            await client.ConnectAsync(options.Host, options.Port, Security(options.Security), cancellationToken);
            if (options.Credentials is { } credentials)
            {
                stage = SubmissionStage.Authentication;
                var secret = await credentials.SecretAsync(cancellationToken);
                await (credentials.IsAccessToken
                    ? client.AuthenticateAsync(new SaslMechanismOAuth2(credentials.User, secret), cancellationToken)
                    : client.AuthenticateAsync(credentials.User, secret, cancellationToken));
            }

            stage = SubmissionStage.Content;
            using var content = new MemoryStream(mail.Content.ToArray(), writable: false);
            using var message = await MimeMessage.LoadAsync(content, cancellationToken);
            var format = FormatOptions.Default.Clone();

            // Any other line end would change the signed bytes.
            format.NewLineFormat = NewLineFormat.Dos;
            format.International = mail.RequiresSmtpUtf8 || envelope.RequiresSmtpUtf8;
            var text = await client.SendAsync(
                format, message, new MailboxAddress("", envelope.Sender), envelope.Recipients.Select(r => new MailboxAddress("", r)),
                cancellationToken, progress);
            await client.DisconnectAsync(quit: true, CancellationToken.None);
            return Result(envelope, SubmissionOutcome.Sent, SubmissionStage.Answer, new SmtpReply(250, [text]), "The server took the mail.");
        }
        catch (SmtpCommandException e)
        {
            var reply = new SmtpReply((int)e.StatusCode, [e.Message]);
            return stage == SubmissionStage.Content
                ? Result(envelope, reply.IsPermanent ? SubmissionOutcome.Failed : SubmissionOutcome.Deferred, Stage(e.ErrorCode), reply, e.Message)
                : Result(envelope, SubmissionOutcome.NotSent, stage, reply, e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException || progress.Began)
        {
            return Result(envelope, progress.Began ? SubmissionOutcome.InDoubt : SubmissionOutcome.NotSent, stage, null, e.Message);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static SecureSocketOptions Security(SmtpSecurity security) => security switch
    {
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.ImplicitTls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.StartTlsWhenOffered => SecureSocketOptions.StartTlsWhenAvailable,
        _ => SecureSocketOptions.None,
    };

    private static SubmissionStage Stage(SmtpErrorCode code) => code switch
    {
        SmtpErrorCode.SenderNotAccepted => SubmissionStage.Sender,
        SmtpErrorCode.RecipientNotAccepted => SubmissionStage.Recipient,
        _ => SubmissionStage.Answer,
    };

    private static SubmissionResult Result(
        MailEnvelope envelope, SubmissionOutcome outcome, SubmissionStage stage, SmtpReply? reply, string explanation) => new()
        {
            Outcome = outcome,
            Stage = stage,
            Reply = reply,
            Status = reply?.Status,
            Explanation = explanation,
            Recipients = [.. envelope.Recipients.Select(r => new RecipientResult(r, outcome, reply))],
            Conversation = [string.Create(CultureInfo.InvariantCulture, $"*: {outcome} by MailKit: {explanation}")],
        };

    /// <summary>Whether content has begun to flow.</summary>
    private sealed class ContentProgress : ITransferProgress
    {
        public bool Began { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => Began = true;

        public void Report(long bytesTransferred) => Began = true;
    }
}
