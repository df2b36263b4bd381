namespace Workflows.Server.Access;

/// <summary>Body of <c>POST /api/auth/login</c>.</summary>
/// <param name="Login">Login name or e-mail address.</param>
/// <param name="Password">The password.</param>
/// <param name="Tenant">The tenant's short name; needed only when the login exists in several.</param>
internal sealed record SignInRequest(string Login, string Password, string? Tenant = null);
