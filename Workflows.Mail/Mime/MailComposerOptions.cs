namespace Workflows.Mail.Mime;

/// <summary>Choices of the composer that hold for all mails.</summary>
public sealed record MailComposerOptions
{
    /// <summary>Right side of Message-IDs. Default null: the domain of the author.</summary>
    public string? MessageIdDomain { get; init; }

    /// <summary>
    /// Sends text that is not ASCII as it is, for servers with 8BITMIME. Default false: a relay further on may not have it and would
    /// re-encode, which breaks DKIM signatures.
    /// </summary>
    public bool Allow8Bit { get; init; }
}
