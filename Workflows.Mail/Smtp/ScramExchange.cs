using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Workflows.Mail.Smtp;

/// <summary>SCRAM-SHA-256 without channel binding (RFC 5802, RFC 7677).</summary>
internal sealed class ScramExchange : SaslExchange
{
    // A server may ask for work before it proves anything; this bounds what a hostile one can make us do.
    private const int MaxIterations = 1_000_000;
    private readonly string _clientFirst;
    private readonly string _nonce;
    private readonly string _password;
    private byte[]? _expectedSignature;
    private bool _verified;

    public ScramExchange(string user, string password)
        : this(user, password, Convert.ToBase64String(RandomNumberGenerator.GetBytes(18)))
    {
    }

    internal ScramExchange(string user, string password, string nonce)
    {
        _nonce = nonce;
        // SASLprep is NFKC for all that people type; the prohibited characters are the server's to refuse.
        _password = password.Normalize(NormalizationForm.FormKC);
        var name = user.Normalize(NormalizationForm.FormKC)
            .Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal);
        _clientFirst = $"n={name},r={nonce}";
    }

    public override byte[] Initial => Encoding.UTF8.GetBytes("n,," + _clientFirst);

    public override bool IsComplete => _verified;

    public override byte[] Next(byte[] challenge)
    {
        var message = Encoding.UTF8.GetString(challenge);
        return _expectedSignature is null ? Prove(message) : Verify(message);
    }

    private byte[] Prove(string serverFirst)
    {
        var fields = Fields(serverFirst);
        if (!fields.TryGetValue('r', out var nonce) || !nonce.StartsWith(_nonce, StringComparison.Ordinal) || nonce.Length == _nonce.Length
            || !fields.TryGetValue('s', out var salt) || fields.ContainsKey('m')
            || !fields.TryGetValue('i', out var count)
            || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)
            || iterations is < 1 or > MaxIterations)
        {
            throw new SmtpSessionException("the server's first message is not acceptable.");
        }

        var salted = Rfc2898DeriveBytes.Pbkdf2(_password, Convert.FromBase64String(salt), iterations, HashAlgorithmName.SHA256, 32);
        var clientKey = HMACSHA256.HashData(salted, "Client Key"u8);
        var withoutProof = $"c=biws,r={nonce}";
        var auth = Encoding.UTF8.GetBytes($"{_clientFirst},{serverFirst},{withoutProof}");
        var proof = HMACSHA256.HashData(SHA256.HashData(clientKey), auth);
        for (var i = 0; i < proof.Length; i++)
        {
            proof[i] ^= clientKey[i];
        }

        _expectedSignature = HMACSHA256.HashData(HMACSHA256.HashData(salted, "Server Key"u8), auth);
        return Encoding.UTF8.GetBytes($"{withoutProof},p={Convert.ToBase64String(proof)}");
    }

    private byte[] Verify(string serverFinal)
    {
        var fields = Fields(serverFinal);
        if (fields.TryGetValue('e', out var error))
        {
            throw new SmtpSessionException($"the server says {error}.");
        }

        _verified = fields.TryGetValue('v', out var signature)
            && CryptographicOperations.FixedTimeEquals(Convert.FromBase64String(signature), _expectedSignature);
        return _verified ? [] : throw new SmtpSessionException("the server's signature is wrong.");
    }

    private static Dictionary<char, string> Fields(string message)
    {
        var fields = new Dictionary<char, string>();
        foreach (var part in message.Split(','))
        {
            if (part.Length < 2 || part[1] != '=')
            {
                throw new SmtpSessionException("the server's message is malformed.");
            }

            fields[part[0]] = part[2..];
        }

        return fields;
    }
}
