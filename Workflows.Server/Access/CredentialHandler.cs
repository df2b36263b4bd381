using Microsoft.AspNetCore.Authentication;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Server.Http.Problems;
using Workflows.Server.Http.Requests;
using Workflows.Server.SignIn;

namespace Workflows.Server.Access;

/// <summary>
/// Signs requests in by <c>Authorization</c> (Bearer, Token, ApiKey) or <c>X-Api-Key</c>, and answers 401 and 403 as problem
/// documents.
/// </summary>
internal sealed class CredentialHandler(ICredentialReader credentials) : IAuthenticationHandler
{
    private HttpContext _context = null!;
    private string? _refusal;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        _context = context;
        return Task.CompletedTask;
    }

    public async Task<AuthenticateResult> AuthenticateAsync()
    {
        var headers = _context.Request.Headers;
        var result = await credentials.ReadAsync(Authorization(), Single(headers["X-Api-Key"]), _context.RequestAborted);
        if (result is null)
        {
            return AuthenticateResult.NoResult();
        }

        if (result.User is not { } user)
        {
            _refusal = result.Code;
            return AuthenticateResult.Fail(result.Code ?? CredentialCodes.TokenInvalid);
        }

        user.ApplyTo(_context.RequestServices.GetRequiredService<CallContext>());
        return AuthenticateResult.Success(new AuthenticationTicket(SignedInPrincipal.Of(user), SignedInPrincipal.Scheme));
    }

    public Task ChallengeAsync(AuthenticationProperties? properties)
    {
        _context.Response.Headers.WWWAuthenticate = _refusal is null
            ? "Bearer realm=\"workflows\""
            : $"Bearer realm=\"workflows\", error=\"invalid_token\", error_description=\"{_refusal}\"";
        return ProblemWriter.WriteAsync(_context, new Problem(401, _refusal ?? ProblemCodes.NotSignedIn, _refusal switch
        {
            null => "Send a token from POST /api/auth/login as Authorization: Bearer, or an API key as X-Api-Key.",
            CredentialCodes.TokenExpired => "The token is past its lifetime; sign in again.",
            CredentialCodes.TokenRevoked => "The token or key was revoked; sign in again.",
            CredentialCodes.UserDisabled => "The user or the tenant is switched off.",
            _ => "The token or key is not valid here.",
        }));
    }

    public Task ForbidAsync(AuthenticationProperties? properties) => ProblemWriter.WriteAsync(
        _context,
        _context.User.SignedIn() is { MustChangePassword: true }
            ? new Problem(403, ProblemCodes.PasswordChangeRequired, "Replace the one-time password first: POST /api/auth/password.")
            : new Problem(403, ProblemCodes.Forbidden, "Your role does not allow this."));

    // A browser cannot set headers on a socket; the hub's client sends the token in the query instead.
    private string? Authorization() =>
        Single(_context.Request.Headers.Authorization)
        ?? (_context.IsUnder(Elsa.ElsaApi.HubPath) && Single(_context.Request.Query["access_token"]) is { } token ? $"Bearer {token}" : null);

    private static string? Single(Microsoft.Extensions.Primitives.StringValues values) => values.Count == 1 ? values[0] : values.ToString() is { Length: > 0 } all ? all : null;
}
