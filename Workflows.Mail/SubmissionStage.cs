namespace Workflows.Mail;

/// <summary>The point of the SMTP session that decided a submission.</summary>
public enum SubmissionStage
{
    /// <summary>Resolving the name and opening the connection.</summary>
    Connect,

    /// <summary>The 220 of the server.</summary>
    Greeting,

    /// <summary>EHLO or HELO.</summary>
    Hello,

    /// <summary>The TLS handshake, implicit or after STARTTLS.</summary>
    Tls,

    /// <summary>AUTH.</summary>
    Authentication,

    /// <summary>MAIL FROM, or a check made before it (size, extensions).</summary>
    Sender,

    /// <summary>RCPT TO.</summary>
    Recipient,

    /// <summary>DATA or BDAT, and the content up to its last byte.</summary>
    Content,

    /// <summary>The answer to the complete content.</summary>
    Answer,
}
