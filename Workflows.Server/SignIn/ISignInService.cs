namespace Workflows.Server.SignIn;

/// <summary>Password sign-in, renewal and password change.</summary>
public interface ISignInService
{
    /// <summary>Checks a password. Counts failures per user (lock-out), per login and per address (throttling).</summary>
    ValueTask<SignInResult> SignInAsync(PasswordSignIn request, CancellationToken cancellationToken);

    /// <summary>Gives new tokens for a refresh token that is still good.</summary>
    ValueTask<SignInResult> RefreshAsync(string refreshToken, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the password after checking the current one, revokes every earlier token, and gives new ones. Policy: 12 to 256
    /// characters, not the login, not one of the commonest passwords.
    /// </summary>
    ValueTask<SignInResult> ChangePasswordAsync(
        SignedInUser user, string currentPassword, string newPassword, CancellationToken cancellationToken);

    /// <summary>Revokes every token of the user ("sign out everywhere"). API keys stay.</summary>
    ValueTask RevokeTokensAsync(SignedInUser user, CancellationToken cancellationToken);
}
