namespace Workflows.Mail;

/// <summary>What became of a submission.</summary>
public enum SubmissionOutcome
{
    /// <summary>The server took responsibility for the mail (2xx after the content).</summary>
    Sent,

    /// <summary>The server refused for now (4xx): try again later.</summary>
    Deferred,

    /// <summary>The server refused for good (5xx), or the mail cannot be carried by this server.</summary>
    Failed,

    /// <summary>The content was handed over completely but no answer came: the mail may or may not have been taken.</summary>
    InDoubt,

    /// <summary>The mail certainly was not taken (no connection, no session, or lost inside the content): safe to retry.</summary>
    NotSent,
}
