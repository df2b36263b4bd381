namespace Workflows.Server.SignIn;

/// <summary>What a token is good for.</summary>
internal enum TokenUse
{
    /// <summary>Calls of the API.</summary>
    Access,

    /// <summary>Buying new tokens.</summary>
    Refresh,
}
