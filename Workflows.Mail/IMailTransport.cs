using Workflows.Mail.Mime;

namespace Workflows.Mail;

/// <summary>Hands one composed mail to a mail system and tells what became of it.</summary>
/// <remarks>
/// Implementations never throw for anything the network or the server does: that is the
/// <see cref="SubmissionResult"/>. They throw <see cref="OperationCanceledException"/> only while the mail has
/// certainly not been handed over; afterwards cancellation ends as <see cref="SubmissionOutcome.InDoubt"/>.
/// </remarks>
public interface IMailTransport : IAsyncDisposable
{
    /// <summary>Submits <paramref name="mail"/> to the recipients of <paramref name="envelope"/>.</summary>
    /// <param name="envelope">Return path and recipients, as the mail system sees them.</param>
    /// <param name="mail">The message as it goes over the wire.</param>
    /// <param name="cancellationToken">Gives up, as long as that is safe.</param>
    /// <returns>The outcome with the server's answer and the redacted conversation.</returns>
    Task<SubmissionResult> SubmitAsync(MailEnvelope envelope, ComposedMail mail, CancellationToken cancellationToken);
}
