using System.Security.Cryptography;
using System.Text;

namespace Workflows.Mail.Smtp;

/// <summary>A SASL mechanism and how to start an exchange with it.</summary>
internal sealed record SaslMechanism(string Name, bool RevealsSecret, Func<string, string, SaslExchange> Start)
{
    private static readonly SaslMechanism Scram = new("SCRAM-SHA-256", RevealsSecret: false, (u, p) => new ScramExchange(u, p));
    private static readonly SaslMechanism Cram = new("CRAM-MD5", RevealsSecret: false, CramMd5);
    private static readonly SaslMechanism Plain = new("PLAIN", RevealsSecret: true, (u, p) => new FixedExchange(true, $"\0{u}\0{p}"));
    private static readonly SaslMechanism Login = new("LOGIN", RevealsSecret: true, (u, p) => new FixedExchange(false, u, p));

    // The empty second step answers the 334 that carries the error details, so that the server then says 535.
    private static readonly SaslMechanism XOAuth2 = new(
        "XOAUTH2", RevealsSecret: true, (u, t) => new FixedExchange(true, $"user={u}\u0001auth=Bearer {t}\u0001\u0001", ""));

    public static IReadOnlyList<SaslMechanism> Preferred(bool accessToken) => accessToken ? [XOAuth2] : [Scram, Cram, Plain, Login];

    public static SaslMechanism For(SmtpAuthentication authentication) => authentication switch
    {
        SmtpAuthentication.Plain => Plain,
        SmtpAuthentication.Login => Login,
        SmtpAuthentication.CramMd5 => Cram,
        SmtpAuthentication.ScramSha256 => Scram,
        SmtpAuthentication.XOAuth2 => XOAuth2,
        _ => throw new ArgumentOutOfRangeException(nameof(authentication), authentication, "Not a single mechanism."),
    };

#pragma warning disable CA5351 // CRAM-MD5 (RFC 2195) is HMAC-MD5 by definition; servers that offer nothing else exist.
    private static ComputedExchange CramMd5(string user, string password) => new(challenge =>
        Encoding.UTF8.GetBytes(
            $"{user} {Convert.ToHexStringLower(HMACMD5.HashData(Encoding.UTF8.GetBytes(password), challenge))}"));
#pragma warning restore CA5351
}
