using System.Numerics;
using System.Security.Cryptography;

namespace Workflows.Mail.Dkim;

/// <summary>PureEdDSA on edwards25519, signing only (RFC 8032 section 5.1); the platform has no such signer.</summary>
internal sealed class Ed25519
{
    // The order of the base point: 2^252 + 27742317777372353535851937790883648493.
    private static readonly BigInteger Order =
        BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", System.Globalization.CultureInfo.InvariantCulture);

    private readonly BigInteger _scalar;
    private readonly byte[] _prefix;
    private readonly byte[] _publicKey = new byte[32];

    /// <summary>Derives the key pair from its seed of 32 bytes.</summary>
    public Ed25519(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != 32)
        {
            throw new ArgumentException("An Ed25519 private key has 32 bytes.", nameof(seed));
        }

        Span<byte> hash = stackalloc byte[64];
        SHA512.HashData(seed, hash);
        var scalar = hash[..32];
        scalar[0] &= 0xF8;
        scalar[31] &= 0x7F;
        scalar[31] |= 0x40;
        CurvePoint.MultiplyBase(scalar).Write(_publicKey);
        _scalar = new BigInteger(scalar, isUnsigned: true);
        _prefix = hash[32..].ToArray();
    }

    public ReadOnlySpan<byte> PublicKey => _publicKey;

    /// <summary>The signature, 64 bytes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        var signature = new byte[64];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        hash.AppendData(_prefix);
        hash.AppendData(message);
        var nonce = new BigInteger(hash.GetHashAndReset(), isUnsigned: true) % Order;
        Span<byte> nonceBytes = stackalloc byte[32];
        nonceBytes.Clear();
        nonce.TryWriteBytes(nonceBytes, out _, isUnsigned: true);
        CurvePoint.MultiplyBase(nonceBytes).Write(signature);
        hash.AppendData(signature.AsSpan(0, 32));
        hash.AppendData(_publicKey);
        hash.AppendData(message);
        var challenge = new BigInteger(hash.GetHashAndReset(), isUnsigned: true) % Order;
        ((nonce + (challenge * _scalar)) % Order).TryWriteBytes(signature.AsSpan(32), out _, isUnsigned: true);
        return signature;
    }
}
