namespace Workflows.Server.SignIn;

/// <summary>Tokens, or why there are none.</summary>
public sealed record SignInResult
{
    private SignInResult(SignedInUser? user, IssuedTokens? tokens, string? code, TimeSpan? retryAfter)
    {
        User = user;
        Tokens = tokens;
        Code = code;
        RetryAfter = retryAfter;
    }

    /// <summary>The user; null when refused.</summary>
    public SignedInUser? User { get; }

    /// <summary>Access and refresh token; null when refused.</summary>
    public IssuedTokens? Tokens { get; }

    /// <summary>One of <see cref="CredentialCodes"/>; null when accepted.</summary>
    public string? Code { get; }

    /// <summary>When to try again, for <see cref="CredentialCodes.TooManyAttempts"/>.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Good credentials.</summary>
    public static SignInResult Accepted(SignedInUser user, IssuedTokens tokens) => new(user, tokens, null, null);

    /// <summary>Refused credentials.</summary>
    public static SignInResult Refused(string code, TimeSpan? retryAfter = null) => new(null, null, code, retryAfter);
}
