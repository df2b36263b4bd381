namespace Workflows.Server.SignIn;

/// <summary>
/// Turns what a request carries into a user. Every call asks the database once, so a disabled user, a changed password or a
/// revoked key counts from the next request on.
/// </summary>
public interface ICredentialReader
{
    /// <summary>
    /// Reads the value of an <c>Authorization</c> header (schemes <c>Bearer</c>, <c>Token</c> and, as Elsa's clients send it,
    /// <c>ApiKey</c>) or else of an <c>X-Api-Key</c> header. Null when neither is present or the scheme is another one.
    /// </summary>
    ValueTask<CredentialResult?> ReadAsync(string? authorization, string? apiKey, CancellationToken cancellationToken);

    /// <summary>Reads a bearer access token, e.g. from the <c>access_token</c> query parameter of a web socket.</summary>
    ValueTask<CredentialResult> ReadBearerAsync(string token, CancellationToken cancellationToken);

    /// <summary>Reads an API key.</summary>
    ValueTask<CredentialResult> ReadApiKeyAsync(string key, CancellationToken cancellationToken);
}
