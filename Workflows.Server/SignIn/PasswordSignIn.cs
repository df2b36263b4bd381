namespace Workflows.Server.SignIn;

/// <summary>A password sign-in.</summary>
/// <param name="Login">Login name or e-mail address, any case.</param>
/// <param name="Password">The password.</param>
/// <param name="TenantKey">The tenant's short name; null to look in all tenants (the password must then fit exactly one user).</param>
/// <param name="ClientAddress">Caller's network address, for throttling. Null when unknown.</param>
public sealed record PasswordSignIn(string Login, string Password, string? TenantKey, string? ClientAddress);
