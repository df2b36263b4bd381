using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Domain.Shared.People;
using Workflows.Server.Http.Idempotency;
using Workflows.Server.Http.Problems;
using Workflows.Server.SignIn;

namespace Workflows.Server.Access;

/// <summary><c>/api/auth</c>: sign in, look at oneself, change the password, API keys.</summary>
internal static class AccessEndpoints
{
    public static void MapAccess(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/api/auth").WithTags("auth").WithMetadata(NoIdempotencyKey.Instance);
        auth.MapPost("/login", LoginAsync).AllowAnonymous().WithSummary("Signs in with a password; gives tokens.");
        auth.MapPost("/refresh", RefreshAsync).AllowAnonymous().WithSummary("Gives new tokens for a refresh token.");
        auth.MapGet("/me", Me).RequireAuthorization(Policies.AnyPassword).WithSummary("Who is signed in.");
        auth.MapPost("/password", ChangePasswordAsync).RequireAuthorization(Policies.AnyPassword)
            .WithSummary("Changes the own password, revokes earlier tokens, gives new ones.");
        auth.MapPost("/logout", LogoutAsync).RequireAuthorization(Policies.AnyPassword)
            .WithSummary("Revokes every token of the caller. API keys stay.");

        var keys = auth.MapGroup("/api-keys").RequireAuthorization(Policies.SignedIn);
        keys.MapGet("/", ListKeysAsync).WithSummary("The caller's API keys, revoked ones included.");
        keys.MapPost("/", CreateKeyAsync).WithSummary("Makes an API key; the key is shown this once.");
        keys.MapDelete("/{id:guid}", RevokeKeyAsync).WithSummary("Revokes an API key.");
    }

    private static async Task<Ok<SignInView>> LoginAsync(
        SignInRequest request, HttpContext context, ISignInService signIn, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Text("login", request.Login, 254);
        if (request.Password.Length is 0 or > Passwords.MaximumLength)
        {
            errors.Add("password", $"Must have 1 to {Passwords.MaximumLength} characters.");
        }

        errors.ThrowIfAny();
        var address = context.Connection.RemoteIpAddress?.ToString();
        return Answer(await signIn.SignInAsync(
            new PasswordSignIn(request.Login, request.Password, request.Tenant, address), cancellationToken));
    }

    private static async Task<Ok<SignInView>> RefreshAsync(
        RefreshRequest request, ISignInService signIn, CancellationToken cancellationToken) =>
        Answer(await signIn.RefreshAsync(request.RefreshToken, cancellationToken));

    private static Ok<UserView> Me(HttpContext context) => TypedResults.Ok(UserView.Of(context.Caller()));

    private static async Task<Ok<SignInView>> ChangePasswordAsync(
        ChangePasswordRequest request, HttpContext context, ISignInService signIn, CancellationToken cancellationToken)
    {
        var caller = context.Caller();
        var result = await signIn.ChangePasswordAsync(caller, request.CurrentPassword, request.NewPassword, cancellationToken);
        return result.Code switch
        {
            CredentialCodes.WeakPassword => throw new ProblemException(Weak(request.NewPassword, caller.Login)),

            // The caller is signed in; a wrong current password is a wrong field, not a missing sign-in.
            CredentialCodes.InvalidCredentials => throw new ProblemException(Problem.Invalid("current_password", "Is not the password.")),
            _ => Answer(result),
        };
    }

    private static Problem Weak(string password, string login)
    {
        var problem = Problem.Invalid("new_password", Passwords.Refusal(password, login) ?? "Must differ from the current one.");
        return problem with { Code = CredentialCodes.WeakPassword };
    }

    private static async Task<NoContent> LogoutAsync(
        HttpContext context, ISignInService signIn, CancellationToken cancellationToken)
    {
        await signIn.RevokeTokensAsync(context.Caller(), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<IReadOnlyList<ApiKeyView>>> ListKeysAsync(
        HttpContext context, IApiKeys keys, CancellationToken cancellationToken) =>
        TypedResults.Ok(await keys.ListAsync(context.Caller(), cancellationToken));

    private static async Task<Created<NewKeyView>> CreateKeyAsync(
        NewKeyRequest request, HttpContext context, IApiKeys keys, TimeProvider time, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var name = errors.Text("name", request.Name, 100);
        if (request.ExpiresAt is { } end && end <= time.GetUtcNow())
        {
            errors.Add("expires_at", "Must lie in the future.");
        }

        errors.ThrowIfAny();
        var made = await keys.CreateAsync(context.Caller(), name, request.ExpiresAt, cancellationToken);
        return TypedResults.Created($"/api/auth/api-keys/{made.View.Id}/", new NewKeyView(made.Key, made.View));
    }

    private static async Task<NoContent> RevokeKeyAsync(
        Guid id, HttpContext context, IApiKeys keys, CancellationToken cancellationToken) =>
        await keys.RevokeAsync(context.Caller(), id, cancellationToken)
            ? TypedResults.NoContent()
            : throw new ProblemException(Problem.NotFound("API key"));

    private static Ok<SignInView> Answer(SignInResult result)
    {
        if (result is { User: { } user, Tokens: { } tokens })
        {
            return TypedResults.Ok(new SignInView(
                tokens.AccessToken, "Bearer", tokens.AccessTokenExpires, tokens.RefreshToken, tokens.RefreshTokenExpires,
                UserView.Of(user)));
        }

        throw new ProblemException(result.Code switch
        {
            CredentialCodes.TooManyAttempts => new Problem(429, result.Code, "Too many wrong attempts; wait.")
            {
                RetryAfter = result.RetryAfter ?? TimeSpan.FromMinutes(1),
            },
            CredentialCodes.UserDisabled => new Problem(401, result.Code, "The user or the tenant is switched off."),
            CredentialCodes.InvalidCredentials => new Problem(401, result.Code, "Login or password is wrong."),
            var code => new Problem(401, code ?? CredentialCodes.TokenInvalid, "The token is not good any more; sign in again."),
        });
    }

    private sealed record RefreshRequest(string RefreshToken);

    private sealed record ChangePasswordRequest(string CurrentPassword, string NewPassword);

    private sealed record NewKeyRequest(string Name, DateTimeOffset? ExpiresAt = null);

    private sealed record NewKeyView(string Key, ApiKeyView ApiKey);

    private sealed record SignInView(
        string AccessToken, string TokenType, DateTimeOffset ExpiresAt, string RefreshToken, DateTimeOffset RefreshExpiresAt,
        UserView User);
}
