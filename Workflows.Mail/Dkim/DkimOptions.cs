namespace Workflows.Mail.Dkim;

/// <summary>Whose signature goes on a mail.</summary>
public sealed record DkimOptions
{
    /// <summary>Signing domain (d=); the author's domain or a parent of it, so that DMARC aligns. Required.</summary>
    public required string Domain { get; init; }

    /// <summary>Selector (s=): the key is published at selector._domainkey.domain. Required.</summary>
    public required string Selector { get; init; }

    /// <summary>The private key. Required.</summary>
    public required DkimKey Key { get; init; }

    /// <summary>How long verifiers should accept the signature (x=). Default null: no end.</summary>
    public TimeSpan? Lifetime { get; init; }
}
