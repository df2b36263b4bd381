using System.Security.Cryptography.X509Certificates;

namespace Workflows.Mail.Smtp;

/// <summary>One submission server and the limits it sets.</summary>
public sealed record SmtpServerOptions
{
    /// <summary>Name or address of the server; also the name its certificate must carry. Required.</summary>
    public required string Host { get; init; }

    /// <summary>Port, 1 to 65535. Default 587.</summary>
    public int Port { get; init; } = 587;

    /// <summary>Protection of the connection. Default <see cref="SmtpSecurity.StartTls"/>.</summary>
    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

    /// <summary>Login; null sends without authentication. Default null.</summary>
    public SmtpCredentials? Credentials { get; init; }

    /// <summary>Mechanism to use. Default <see cref="SmtpAuthentication.Automatic"/>.</summary>
    public SmtpAuthentication Authentication { get; init; }

    /// <summary>Allows PLAIN, LOGIN and XOAUTH2 outside TLS, where anyone on the path reads the secret. Default false.</summary>
    public bool AllowSecretsInClear { get; init; }

    /// <summary>Name given in EHLO: a domain name or an address literal. Default "localhost".</summary>
    public string LocalName { get; init; } = "localhost";

    /// <summary>Roots to trust instead of those of the machine, for a private authority. Default empty.</summary>
    public X509Certificate2Collection TrustedRoots { get; init; } = [];

    /// <summary>Name the certificate must carry when it differs from <see cref="Host"/>. Default null.</summary>
    public string? CertificateName { get; init; }

    /// <summary>Whether revocation is checked online. Default false, because an unreachable responder would stop all mail.</summary>
    public bool CheckRevocation { get; init; }

    /// <summary>Connections open at once, 1 to 1000. Default 4.</summary>
    public int MaxConnections { get; init; } = 4;

    /// <summary>Mails on one connection before it is closed, 1 or more. Default 100.</summary>
    public int MaxMessagesPerConnection { get; init; } = 100;

    /// <summary>Whether PIPELINING is used when offered. Default true.</summary>
    public bool UsePipelining { get; init; } = true;

    /// <summary>Whether CHUNKING (BDAT) is used when offered. Default true.</summary>
    public bool UseChunking { get; init; } = true;

    /// <summary>Time limits.</summary>
    public SmtpTimeouts Timeouts { get; init; } = new();

    /// <summary>All problems of these options, each naming its setting; empty when there are none.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        Require(!string.IsNullOrWhiteSpace(Host) && !HasControl(Host), "Host must be given");
        Require(Port is > 0 and < 65536, "Port must be 1 to 65535");
        Require(MaxConnections is > 0 and <= 1000, "MaxConnections must be 1 to 1000");
        Require(MaxMessagesPerConnection > 0, "MaxMessagesPerConnection must be at least 1");
        Require(
            LocalName.Length is > 0 and < 256 && LocalName.All(c => c is > ' ' and < '\u007f'),
            "LocalName must be 1 to 255 printable ASCII characters");
        foreach (var (name, value) in new[]
        {
            (nameof(Timeouts.Connect), Timeouts.Connect), (nameof(Timeouts.Greeting), Timeouts.Greeting),
            (nameof(Timeouts.Handshake), Timeouts.Handshake), (nameof(Timeouts.Command), Timeouts.Command),
            (nameof(Timeouts.ContentBlock), Timeouts.ContentBlock), (nameof(Timeouts.Answer), Timeouts.Answer),
            (nameof(Timeouts.Idle), Timeouts.Idle),
        })
        {
            Require(value > TimeSpan.Zero && value < TimeSpan.FromDays(1), $"Timeouts.{name} must be above 0 and below 1 day");
        }

        Require(
            Timeouts.AnswerAfterCancellation >= TimeSpan.Zero && Timeouts.AnswerAfterCancellation < TimeSpan.FromDays(1),
            "Timeouts.AnswerAfterCancellation must be 0 or more and below 1 day");
        Require(
            Credentials is not { IsAccessToken: true } || Authentication is SmtpAuthentication.Automatic or SmtpAuthentication.XOAuth2,
            "Authentication must be XOAuth2 or Automatic with an access token");
        Require(
            Credentials is not { IsAccessToken: false } || Authentication != SmtpAuthentication.XOAuth2,
            "Authentication XOAuth2 needs an access token");
        return problems;

        void Require(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add($"{nameof(SmtpServerOptions)}.{problem}.");
            }
        }
    }

    private static bool HasControl(string text) => text.Any(char.IsControl);
}
