using System.ComponentModel.DataAnnotations;

namespace Workflows.Server.MailDispatch;

/// <summary>The mail server that everything leaves by. Without a host, mails wait in the message log.</summary>
public sealed class SmtpSettings
{
    /// <summary>Configuration section these options bind to.</summary>
    public const string Section = "Smtp";

    /// <summary>Name or address of the server. Default: null, mails wait in the log.</summary>
    public string? Host { get; set; }

    /// <summary>Port. Default: 587 with STARTTLS, 465 with TLS, 25 without.</summary>
    [Range(1, 65535)]
    public int? Port { get; set; }

    /// <summary><c>starttls</c> (default, and no mail without it), <c>tls</c> from the first byte, or <c>none</c>.</summary>
    [RegularExpression("(?i)none|starttls|tls", ErrorMessage = "Smtp:Security must be none, starttls or tls.")]
    public string Security { get; set; } = "starttls";

    /// <summary>Login. Default: null, no authentication.</summary>
    public string? Username { get; set; }

    /// <summary>Password of the login. Never logged.</summary>
    public string? Password { get; set; }

    /// <summary>Sender's address; required with a host.</summary>
    public string? From { get; set; }

    /// <summary>Sender's display name. Default: null.</summary>
    public string? FromName { get; set; }

    /// <summary>Where answers go. Default: null, to the sender.</summary>
    public string? ReplyTo { get; set; }

    /// <summary>Connections at once, 1 to 200. Default: 4.</summary>
    [Range(1, 200)]
    public int MaxConnections { get; set; } = 4;

    /// <summary>Limit for connecting and for each command, 1 s to 10 min. Default: 30 s. The final answer has 10 min (RFC 5321).</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>PEM file of authorities to trust instead of the machine's, for a private one. Default: null.</summary>
    public string? TrustedRootsFile { get; set; }

    /// <summary>
    /// Name under which rate limits count this server, shared by all processes that send by it. Default: the host's name.
    /// </summary>
    [RegularExpression("[A-Za-z0-9._:-]{1,100}", ErrorMessage = "Smtp:Provider has letters, digits, dots, colons, hyphens, at most 100.")]
    public string? Provider { get; set; }

    /// <summary>
    /// Mailbox that bounces go to, such as <c>bounces@firm.example</c>; it must take <c>+</c> extensions, because each mail gets its own
    /// return path. Needs <see cref="ReturnPathSecret"/>. Default: null, bounces go to the sender and are matched by Message-ID.
    /// </summary>
    public string? ReturnPath { get; set; }

    /// <summary>Signs return paths; at least 16 characters, the same in all processes. Never logged.</summary>
    public string? ReturnPathSecret { get; set; }

    /// <summary>Domain of DKIM signatures: the sender's or a parent of it. Needs selector and key. Default: null, not signed.</summary>
    public string? DkimDomain { get; set; }

    /// <summary>Selector of the DKIM key.</summary>
    public string? DkimSelector { get; set; }

    /// <summary>PEM file of the DKIM key, RSA or Ed25519.</summary>
    public string? DkimKeyFile { get; set; }

    /// <summary>The name that rate limits know, in lower case.</summary>
    public string ProviderName => (Provider ?? Host ?? string.Empty).ToLowerInvariant();

    /// <summary>Whether there is a server to send by.</summary>
    public bool IsConfigured => !string.IsNullOrWhiteSpace(Host);
}
