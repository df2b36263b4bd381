using System.Collections.Concurrent;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Workflows.Mail.Dkim;

/// <summary>A private key that signs mails: RSA (RFC 6376, RFC 8301) or Ed25519 (RFC 8463). Safe to use from many threads.</summary>
public sealed class DkimKey : IDisposable
{
    private const string Ed25519Oid = "1.3.101.112";
    private const int MinRsaBits = 1024;
    private readonly Ed25519? _ed25519;
    private readonly RSAParameters _rsa;

    /// <summary>RSA objects are not safe to share, and dear to make: one for each signing that goes on at the same time.</summary>
    private readonly ConcurrentBag<RSA> _signers = [];

    private DkimKey(Ed25519 ed25519)
    {
        _ed25519 = ed25519;
        Algorithm = "ed25519-sha256";
        DnsRecord = $"v=DKIM1; k=ed25519; p={Convert.ToBase64String(ed25519.PublicKey)}";
    }

    private DkimKey(RSA rsa)
    {
        if (rsa.KeySize < MinRsaBits)
        {
            rsa.Dispose();
            throw new ArgumentException($"RSA keys below {MinRsaBits} bits are not accepted by verifiers (RFC 8301).", nameof(rsa));
        }

        _rsa = rsa.ExportParameters(includePrivateParameters: true);
        _signers.Add(rsa);
        Algorithm = "rsa-sha256";
        DnsRecord = $"v=DKIM1; k=rsa; p={Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo())}";
    }

    /// <summary>Value of the a= tag.</summary>
    public string Algorithm { get; }

    /// <summary>The TXT record to publish at selector._domainkey.domain.</summary>
    public string DnsRecord { get; }

    /// <summary>Reads a PEM private key: PKCS#8 ("PRIVATE KEY") of either kind, or PKCS#1 ("RSA PRIVATE KEY").</summary>
    /// <exception cref="ArgumentException">Not such a key, or too weak.</exception>
    public static DkimKey FromPem(string pem)
    {
        ArgumentException.ThrowIfNullOrEmpty(pem);
        try
        {
            var fields = PemEncoding.Find(pem);
            if (pem.AsSpan()[fields.Label] is "PRIVATE KEY" && Ed25519Seed(Convert.FromBase64String(pem[fields.Base64Data])) is { } seed)
            {
                return FromEd25519Seed(seed);
            }

            var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return new DkimKey(rsa);
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException or FormatException)
        {
            throw new ArgumentException("This is not an RSA or Ed25519 private key in PEM.", nameof(pem), e);
        }
    }

    /// <summary>Takes the 32 bytes of an Ed25519 private key.</summary>
    /// <exception cref="ArgumentException">Another length.</exception>
    public static DkimKey FromEd25519Seed(ReadOnlySpan<byte> seed) => new(new Ed25519(seed));

    /// <summary>Frees the RSA objects.</summary>
    public void Dispose()
    {
        while (_signers.TryTake(out var rsa))
        {
            rsa.Dispose();
        }
    }

    /// <summary>Signs the SHA-256 of what is to be signed.</summary>
    internal byte[] SignHash(ReadOnlySpan<byte> hash)
    {
        if (_ed25519 is not null)
        {
            return _ed25519.Sign(hash);
        }

        if (!_signers.TryTake(out var rsa))
        {
            rsa = RSA.Create(_rsa);
        }

        var signature = rsa.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        _signers.Add(rsa);
        return signature;
    }

    /// <summary>The seed inside a PKCS#8 structure (RFC 8410 section 7); null when it holds another kind of key.</summary>
    private static byte[]? Ed25519Seed(byte[] pkcs8)
    {
        var key = new AsnReader(pkcs8, AsnEncodingRules.DER).ReadSequence();
        key.ReadInteger();
        if (!string.Equals(key.ReadSequence().ReadObjectIdentifier(), Ed25519Oid, StringComparison.Ordinal))
        {
            return null;
        }

        return new AsnReader(key.ReadOctetString(), AsnEncodingRules.DER).ReadOctetString();
    }
}
