namespace Workflows.Server.SignIn;

/// <summary>Machine words for refused credentials: the <c>code</c> of the 401 or 429 problem document.</summary>
public static class CredentialCodes
{
    /// <summary>The token is past its lifetime.</summary>
    public const string TokenExpired = "token_expired";

    /// <summary>The token or key is malformed, unknown, or not signed by this server.</summary>
    public const string TokenInvalid = "token_invalid";

    /// <summary>The token or key was good once: the password changed, the user signed out everywhere, or the key was revoked.</summary>
    public const string TokenRevoked = "token_revoked";

    /// <summary>The user or the tenant is switched off.</summary>
    public const string UserDisabled = "user_disabled";

    /// <summary>Unknown login or wrong password; the two are not told apart.</summary>
    public const string InvalidCredentials = "invalid_credentials";

    /// <summary>Too many attempts from this address or for this login; answer 429 with <c>Retry-After</c>.</summary>
    public const string TooManyAttempts = "too_many_attempts";

    /// <summary>The new password does not meet the policy.</summary>
    public const string WeakPassword = "weak_password";
}
