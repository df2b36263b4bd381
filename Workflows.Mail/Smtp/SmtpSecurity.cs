namespace Workflows.Mail.Smtp;

/// <summary>How a connection is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>STARTTLS, and no mail without it (RFC 3207). Usual on port 587.</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314). Usual on port 465.</summary>
    ImplicitTls,

    /// <summary>STARTTLS when offered, else plain text. An attacker on the path can prevent TLS.</summary>
    StartTlsWhenOffered,

    /// <summary>Plain text, for a server on the same host.</summary>
    None,
}
