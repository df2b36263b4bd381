namespace Workflows.Server.SignIn;

/// <summary>Sees to it that an empty installation has the tenant <c>default</c> and its user <c>admin</c>.</summary>
public interface IBootstrapAdministrator
{
    /// <summary>
    /// Makes tenant and user where missing; call once after the migrations. Gives the one-time password to print, or null when
    /// the user existed or the password came from <c>Workflows:Admin:Password</c>.
    /// </summary>
    ValueTask<string?> EnsureAsync(CancellationToken cancellationToken);

    /// <summary>Gives <c>admin</c> a new one-time password and revokes its tokens, for somebody who has lost the first one.</summary>
    ValueTask<string> ResetAsync(CancellationToken cancellationToken);
}
