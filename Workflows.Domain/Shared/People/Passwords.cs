using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Workflows.Domain.Shared.People;

/// <summary>Hashes, checks and makes passwords: PBKDF2 with HMAC-SHA-512, salted (ASP.NET Core Identity's version 3 format).</summary>
public sealed class Passwords
{
    /// <summary>Rounds of PBKDF2, the OWASP figure for SHA-512. Hashes made with fewer are renewed at the next sign-in.</summary>
    public const int Iterations = 210_000;

    /// <summary>Fewest characters of a password that a person chooses.</summary>
    public const int MinimumLength = 12;

    /// <summary>Most characters; a bound on the work of hashing.</summary>
    public const int MaximumLength = 256;

    // No l, 1, I, O or 0: a one-time password is read from a terminal and typed.
    private const string ReadableAlphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static readonly string[] Commonest =
    [
        "password", "passw0rd", "qwerty", "letmein", "welcome", "iloveyou", "administrator", "changeme", "123456", "abc123", "111111",
    ];

    private readonly PasswordHasher<User> _hasher =
        new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));

    private readonly Lazy<string> _nobody;

    /// <summary>Makes the service; share one instance.</summary>
    public Passwords() => _nobody = new Lazy<string>(() => Hash("nobody has this password"));

    /// <summary>The hash to store.</summary>
    public string Hash(string password) => _hasher.HashPassword(null!, password);

    /// <summary>Whether the password fits the hash; a null hash takes the same time and never fits.</summary>
    /// <param name="hash">What is stored; null for an unknown user.</param>
    /// <param name="password">What was given.</param>
    /// <param name="renew">Whether to store a new hash because the old one was made with fewer rounds.</param>
    public bool Verify(string? hash, string password, out bool renew)
    {
        ArgumentNullException.ThrowIfNull(password);
        var result = password.Length <= MaximumLength
            ? _hasher.VerifyHashedPassword(null!, hash ?? _nobody.Value, password)
            : PasswordVerificationResult.Failed;
        renew = hash is not null && result == PasswordVerificationResult.SuccessRehashNeeded;
        return hash is not null && result != PasswordVerificationResult.Failed;
    }

    /// <summary>Why a person may not choose this password; null when it is good.</summary>
    public static string? Refusal(string password, string login)
    {
        ArgumentNullException.ThrowIfNull(password);
        ArgumentNullException.ThrowIfNull(login);
        if (password.Length is < MinimumLength or > MaximumLength)
        {
            return $"A password has {MinimumLength} to {MaximumLength} characters.";
        }

        if (password.Contains(login, StringComparison.OrdinalIgnoreCase))
        {
            return "The password must not contain the login.";
        }

        if (password.Distinct().Count() < 5)
        {
            return "The password repeats too few different characters.";
        }

        // A common word with little added is found first by those who guess.
        var common = Array.Find(Commonest, word => password.Contains(word, StringComparison.OrdinalIgnoreCase));
        return common is not null && password.Length < common.Length + 8
            ? "The password is one of the commonest with little added."
            : null;
    }

    /// <summary>A random password to be used once: 20 characters, about 116 bits.</summary>
    public static string MakeOneTime() => RandomNumberGenerator.GetString(ReadableAlphabet, 20);
}
