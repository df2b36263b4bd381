using Workflows.Server.Elsa.Transport;
using Workflows.Server.Http.Problems;
using Workflows.Server.SignIn;

namespace Workflows.Server.Elsa;

/// <summary>Signing in as Elsa's clients do. The tokens are those of <c>/api/auth</c>.</summary>
internal static class IdentityEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/identity/login", LoginAsync).AllowAnonymous();
        api.MapPost("/identity/refresh-token", RefreshAsync).AllowAnonymous();
    }

    private static async Task<IResult> LoginAsync(HttpContext context, ISignInService signIn, CancellationToken cancellationToken)
    {
        var body = await ElsaJson.ReadAsync(context);
        var errors = new FieldErrors();
        var login = errors.Text("username", body.Text("username"), 254);
        var password = body.Text("password") ?? string.Empty;
        if (password.Length is 0 or > Domain.Shared.People.Passwords.MaximumLength)
        {
            errors.Add("password", $"Must have 1 to {Domain.Shared.People.Passwords.MaximumLength} characters.");
        }

        errors.ThrowIfAny();
        var result = await signIn.SignInAsync(
            new PasswordSignIn(login, password, body.Text("tenant"), context.Connection.RemoteIpAddress?.ToString()), cancellationToken);
        return Answer(result);
    }

    private static async Task<IResult> RefreshAsync(HttpContext context, ISignInService signIn, CancellationToken cancellationToken)
    {
        var body = await ElsaJson.ReadAsync(context);
        var header = context.Request.Headers.Authorization.ToString();
        var token = body.Text("refreshToken") ?? (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : string.Empty);
        return token.Length == 0
            ? throw BodyMembers.Wrong("refreshToken", "Must not be empty.")
            : Answer(await signIn.RefreshAsync(token, cancellationToken));
    }

    private static IResult Answer(SignInResult result) => result.Tokens is { } tokens
        ? ElsaJson.Answer(new { IsAuthenticated = true, tokens.AccessToken, tokens.RefreshToken })
        : throw new ProblemException(result.Code == CredentialCodes.TooManyAttempts
            ? new Problem(429, result.Code, "Too many wrong attempts; wait.") { RetryAfter = result.RetryAfter ?? TimeSpan.FromMinutes(1) }
            : new Problem(401, result.Code ?? CredentialCodes.InvalidCredentials, "Login, password or token is wrong."));
}
