using System.Security.Claims;
using Workflows.Server.SignIn;

namespace Workflows.Server.Access;

/// <summary>The signed-in user as the framework's principal, and back.</summary>
internal static class SignedInPrincipal
{
    public const string Scheme = "workflows";

    public static ClaimsPrincipal Of(SignedInUser user) => new(new Identity(user));

    /// <summary>Null: nobody is signed in.</summary>
    public static SignedInUser? SignedIn(this ClaimsPrincipal principal) => (principal.Identity as Identity)?.User;

    /// <summary>The caller of an endpoint that has a policy.</summary>
    public static SignedInUser Caller(this HttpContext context) => context.User.SignedIn()
        ?? throw new InvalidOperationException("The endpoint has no policy, so there is no caller.");

    private sealed class Identity(SignedInUser user) : ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, user.UserId.ToString()),
            new Claim(ClaimTypes.Name, user.Login),
            new Claim(ClaimTypes.Role, user.Role),
        ],
        Scheme)
    {
        public SignedInUser User { get; } = user;
    }
}
