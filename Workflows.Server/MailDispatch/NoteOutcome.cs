namespace Workflows.Server.MailDispatch;

/// <summary>Whether a mail may be handed over.</summary>
internal enum NoteOutcome
{
    /// <summary>The note is committed: hand it over.</summary>
    Noted,

    /// <summary>The lease is lost: the mail is somebody else's.</summary>
    LeaseLost,

    /// <summary>The database failed; the note may be there or not. The mail has not left and must be given back.</summary>
    Unknown,
}
