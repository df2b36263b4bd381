namespace Workflows.Mail.Smtp;

/// <summary>The session cannot go on; caught in the transport and turned into a result.</summary>
internal sealed class SmtpSessionException : Exception
{
    public SmtpSessionException()
    {
    }

    public SmtpSessionException(string message)
        : base(message)
    {
    }

    public SmtpSessionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public SmtpSessionException(SubmissionStage stage, string message, SmtpReply? reply = null, Exception? inner = null)
        : base(message, inner)
    {
        Stage = stage;
        Reply = reply;
    }

    public SubmissionStage Stage { get; }

    public SmtpReply? Reply { get; }
}
