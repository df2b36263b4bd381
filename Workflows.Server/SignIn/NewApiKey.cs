namespace Workflows.Server.SignIn;

/// <summary>A key just made.</summary>
/// <param name="Key">The secret, shown this once.</param>
/// <param name="View">What later lists show.</param>
public sealed record NewApiKey(string Key, ApiKeyView View);
