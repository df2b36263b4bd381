namespace Workflows.Server.SignIn;

/// <summary>Named, revocable keys for scripts. Only a hash is stored; the key itself is shown once.</summary>
public interface IApiKeys
{
    /// <summary>Makes a key that acts as <paramref name="user"/>.</summary>
    /// <param name="user">Owner of the key.</param>
    /// <param name="name">What it is for, 1 to 100 characters.</param>
    /// <param name="expires">When it ends; null for never.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    ValueTask<NewApiKey> CreateAsync(
        SignedInUser user, string name, DateTimeOffset? expires, CancellationToken cancellationToken);

    /// <summary>The user's keys, newest first, revoked ones included.</summary>
    ValueTask<IReadOnlyList<ApiKeyView>> ListAsync(SignedInUser user, CancellationToken cancellationToken);

    /// <summary>Revokes a key of the user. False when there is none with this id; true also when it was revoked before.</summary>
    ValueTask<bool> RevokeAsync(SignedInUser user, Guid keyId, CancellationToken cancellationToken);
}
