using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Workflows.Testing.Smtp;

internal sealed partial class SinkSession
{
    private async Task AuthenticateAsync(string rest, CancellationToken cancellationToken)
    {
        if (await InterferesAsync(SinkStage.Authenticate, cancellationToken))
        {
            return;
        }

        var words = rest.Split(' ', 2);
        var mechanism = words[0].ToUpperInvariant();
        var initial = words.Length > 1 ? words[1] : null;
        if (!_options.Mechanisms.Contains(mechanism, StringComparer.Ordinal))
        {
            Say(504, "5.5.4", "mechanism not offered");
            return;
        }

        bool accepted;
        try
        {
            accepted = mechanism switch
            {
                "PLAIN" => Same(await StepAsync(initial, "", cancellationToken), $"\0{_options.User}\0{_options.Password}"),
                "LOGIN" => Same(await StepAsync(initial, "Username:", cancellationToken), _options.User)
                    & Same(await StepAsync(null, "Password:", cancellationToken), _options.Password),
                "CRAM-MD5" => await CramAsync(cancellationToken),
                "SCRAM-SHA-256" => await ScramAsync(initial, cancellationToken),
                _ => await XOAuthAsync(initial, cancellationToken),
            };
        }
        catch (FormatException)
        {
            Say(501, "5.5.2", "not base64");
            return;
        }

        if (accepted)
        {
            _user = _options.User;
            Say(235, "2.7.0", "welcome");
        }
        else
        {
            Say(535, "5.7.8", "wrong credentials");
        }
    }

    /// <summary>The given initial response, or the answer to a challenge.</summary>
    private async Task<string> StepAsync(string? initial, string challenge, CancellationToken cancellationToken)
    {
        if (initial is null)
        {
            _wire.Write($"334 {Convert.ToBase64String(Encoding.UTF8.GetBytes(challenge))}\r\n");
            await _wire.FlushAsync(cancellationToken);
            initial = await _wire.ReadLineAsync(cancellationToken) ?? throw new IOException("The client left while logging in.");
        }

        return initial is "=" ? "" : Encoding.UTF8.GetString(Convert.FromBase64String(initial));
    }

    private static bool Same(string given, string expected) => string.Equals(given, expected, StringComparison.Ordinal);

    private async Task<bool> CramAsync(CancellationToken cancellationToken)
    {
        const string challenge = "<17.42@sink.test>";
        var answer = await StepAsync(null, challenge, cancellationToken);
#pragma warning disable CA5351 // CRAM-MD5 is HMAC-MD5 by definition.
        var digest = HMACMD5.HashData(Encoding.UTF8.GetBytes(_options.Password), Encoding.UTF8.GetBytes(challenge));
#pragma warning restore CA5351
        return Same(answer, $"{_options.User} {Convert.ToHexStringLower(digest)}");
    }

    private async Task<bool> XOAuthAsync(string? initial, CancellationToken cancellationToken)
    {
        if (Same(
            await StepAsync(initial, "", cancellationToken),
            $"user={_options.User}\u0001auth=Bearer {_options.Password}\u0001\u0001"))
        {
            return true;
        }

        await StepAsync(null, """{"status":"401","schemes":"bearer"}""", cancellationToken);
        return false;
    }

    private async Task<bool> ScramAsync(string? initial, CancellationToken cancellationToken)
    {
        const int iterations = 4096;
        var first = await StepAsync(initial, "", cancellationToken);
        var bare = first["n,,".Length..];
        var clientNonce = bare[(bare.IndexOf("r=", StringComparison.Ordinal) + 2)..];
        var salt = RandomNumberGenerator.GetBytes(16);
        var nonce = clientNonce + Convert.ToBase64String(RandomNumberGenerator.GetBytes(12));
        var serverFirst = string.Create(CultureInfo.InvariantCulture, $"r={nonce},s={Convert.ToBase64String(salt)},i={iterations}");
        var final = await StepAsync(null, serverFirst, cancellationToken);
        var proofAt = final.LastIndexOf(",p=", StringComparison.Ordinal);
        var auth = Encoding.UTF8.GetBytes($"{bare},{serverFirst},{final[..proofAt]}");
        var salted = Rfc2898DeriveBytes.Pbkdf2(_options.Password, salt, iterations, HashAlgorithmName.SHA256, 32);
        var storedKey = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var clientKey = HMACSHA256.HashData(storedKey, auth);
        var proof = Convert.FromBase64String(final[(proofAt + 3)..]);
        for (var i = 0; i < proof.Length; i++)
        {
            clientKey[i] ^= proof[i];
        }

        if (!SHA256.HashData(clientKey).AsSpan().SequenceEqual(storedKey) || !bare.StartsWith($"n={_options.User},", StringComparison.Ordinal))
        {
            return false;
        }

        var signature = HMACSHA256.HashData(HMACSHA256.HashData(salted, "Server Key"u8), auth);
        await StepAsync(null, "v=" + Convert.ToBase64String(signature), cancellationToken);
        return true;
    }
}
