using Workflows.Mail.Smtp;

namespace Workflows.Mail;

/// <summary>Outcome of one submission, with what is needed to account for it.</summary>
public sealed record SubmissionResult
{
    /// <summary>
    /// The outcome of the mail. With several recipients it is <see cref="SubmissionOutcome.Sent"/> when at least one was
    /// taken; read <see cref="Recipients"/> for the others.
    /// </summary>
    public required SubmissionOutcome Outcome { get; init; }

    /// <summary>Where in the session it was decided.</summary>
    public required SubmissionStage Stage { get; init; }

    /// <summary>The deciding answer of the server; null when the connection failed instead, or a local check decided.</summary>
    public SmtpReply? Reply { get; init; }

    /// <summary>
    /// Enhanced status code (RFC 3463): the server's, or the one a local check stands for (such as 5.3.4 for a mail above
    /// the announced SIZE). Null when the server sent none.
    /// </summary>
    public EnhancedStatusCode? Status { get; init; }

    /// <summary>One sentence for a log or an operator; never contains secrets.</summary>
    public required string Explanation { get; init; }

    /// <summary>One entry per recipient, in the order of the envelope.</summary>
    public required IReadOnlyList<RecipientResult> Recipients { get; init; }

    /// <summary>
    /// The conversation, one line per entry, "C: " and "S: " before what client and server said. Credentials and
    /// challenges are replaced by "***", the content by its size.
    /// </summary>
    public required IReadOnlyList<string> Conversation { get; init; }
}
