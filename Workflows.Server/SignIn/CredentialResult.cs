namespace Workflows.Server.SignIn;

/// <summary>Who the credentials stand for, or why they were refused.</summary>
public sealed record CredentialResult
{
    private CredentialResult(SignedInUser? user, string? code)
    {
        User = user;
        Code = code;
    }

    /// <summary>The user; null when refused.</summary>
    public SignedInUser? User { get; }

    /// <summary>One of <see cref="CredentialCodes"/>; null when accepted.</summary>
    public string? Code { get; }

    /// <summary>Good credentials.</summary>
    public static CredentialResult Accepted(SignedInUser user) => new(user, null);

    /// <summary>Refused credentials.</summary>
    public static CredentialResult Refused(string code) => new(null, code);
}
