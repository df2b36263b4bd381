namespace Workflows.Mail.Smtp;

/// <summary>SASL mechanisms the client speaks.</summary>
public enum SmtpAuthentication
{
    /// <summary>The best one offered: SCRAM-SHA-256, CRAM-MD5, PLAIN, LOGIN; XOAUTH2 with an access token.</summary>
    Automatic,

    /// <summary>PLAIN (RFC 4616); only inside TLS.</summary>
    Plain,

    /// <summary>LOGIN, the undocumented predecessor of PLAIN; only inside TLS.</summary>
    Login,

    /// <summary>CRAM-MD5 (RFC 2195).</summary>
    CramMd5,

    /// <summary>SCRAM-SHA-256 (RFC 7677), the server's signature checked.</summary>
    ScramSha256,

    /// <summary>XOAUTH2 with a bearer token; only inside TLS.</summary>
    XOAuth2,
}
