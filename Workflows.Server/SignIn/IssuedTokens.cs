namespace Workflows.Server.SignIn;

/// <summary>The tokens of one sign-in.</summary>
/// <param name="AccessToken">JWT for the <c>Authorization: Bearer</c> header.</param>
/// <param name="AccessTokenExpires">When the access token ends.</param>
/// <param name="RefreshToken">JWT that buys new tokens; useless as an access token.</param>
/// <param name="RefreshTokenExpires">When the refresh token ends.</param>
public sealed record IssuedTokens(
    string AccessToken, DateTimeOffset AccessTokenExpires, string RefreshToken, DateTimeOffset RefreshTokenExpires);
