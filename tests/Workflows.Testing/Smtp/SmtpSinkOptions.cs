namespace Workflows.Testing.Smtp;

/// <summary>What the sink offers. Defaults: everything a modern server has in plain text, no TLS, no login.</summary>
public sealed record SmtpSinkOptions
{
    /// <summary>Offers STARTTLS.</summary>
    public bool StartTls { get; init; }

    /// <summary>Speaks TLS from the first byte.</summary>
    public bool ImplicitTls { get; init; }

    /// <summary>Names in the certificate.</summary>
    public IReadOnlyList<string> CertificateNames { get; init; } = ["localhost"];

    /// <summary>Whether the certificate ended yesterday.</summary>
    public bool CertificateExpired { get; init; }

    /// <summary>Knows EHLO; otherwise HELO only.</summary>
    public bool Extended { get; init; } = true;

    /// <summary>Offers PIPELINING.</summary>
    public bool Pipelining { get; init; } = true;

    /// <summary>Offers 8BITMIME.</summary>
    public bool EightBitMime { get; init; } = true;

    /// <summary>Offers SMTPUTF8.</summary>
    public bool SmtpUtf8 { get; init; } = true;

    /// <summary>Offers CHUNKING.</summary>
    public bool Chunking { get; init; } = true;

    /// <summary>Offers DSN.</summary>
    public bool Dsn { get; init; } = true;

    /// <summary>Offers ENHANCEDSTATUSCODES and uses them.</summary>
    public bool EnhancedStatusCodes { get; init; } = true;

    /// <summary>Announced maximum size; null does not offer SIZE.</summary>
    public long? Size { get; init; } = 35_000_000;

    /// <summary>Offered mechanisms; none means no AUTH. Known: PLAIN LOGIN CRAM-MD5 SCRAM-SHA-256 XOAUTH2.</summary>
    public IReadOnlyList<string> Mechanisms { get; init; } = [];

    /// <summary>The login that is accepted.</summary>
    public string User { get; init; } = "user";

    /// <summary>Its password, or access token for XOAUTH2.</summary>
    public string Password { get; init; } = "secret";

    /// <summary>Refuses MAIL before a login.</summary>
    public bool RequireAuthentication { get; init; }

    /// <summary>Whether contents are kept; a load test keeps the envelopes only.</summary>
    public bool KeepContent { get; init; } = true;
}
