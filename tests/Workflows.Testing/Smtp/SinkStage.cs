namespace Workflows.Testing.Smtp;

/// <summary>Points of a session at which a script may interfere.</summary>
public enum SinkStage
{
    /// <summary>Accepted, before the greeting.</summary>
    Connect,

    /// <summary>EHLO or HELO.</summary>
    Hello,

    /// <summary>STARTTLS.</summary>
    StartTls,

    /// <summary>AUTH.</summary>
    Authenticate,

    /// <summary>MAIL FROM.</summary>
    Sender,

    /// <summary>RCPT TO.</summary>
    Recipient,

    /// <summary>DATA, before 354; or BDAT, before its bytes are read.</summary>
    Data,

    /// <summary>Inside the content: some of it has been read, its end has not.</summary>
    Content,

    /// <summary>The content is complete and not yet recorded: a refusal or a drop here means it was not taken.</summary>
    Complete,

    /// <summary>The mail is recorded, the answer not yet sent: a drop here means taken, but the client cannot know.</summary>
    Answer,

    /// <summary>The answer was sent.</summary>
    AfterAnswer,
}
