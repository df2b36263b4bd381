using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.People;
using Workflows.Domain.Shared.Tenancy;

namespace Workflows.Server.SignIn;

internal sealed class SignInService(
    PeopleReader people,
    Passwords passwords,
    TokenService tokens,
    SignInThrottle throttle,
    IServiceScopeFactory scopes,
    IOptions<SignInOptions> options,
    TimeProvider time) : ISignInService
{
    private readonly SignInOptions _options = options.Value;

    public async ValueTask<SignInResult> SignInAsync(PasswordSignIn request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var login = request.Login.Trim();
        if (throttle.Wait(login, request.ClientAddress) is { } wait)
        {
            return SignInResult.Refused(CredentialCodes.TooManyAttempts, wait);
        }

        var candidates = await people.FindByLoginAsync(login, request.TenantKey, cancellationToken);
        var now = time.GetUtcNow();
        var open = candidates.Where(p => p.LockedUntil is not { } until || until <= now).ToList();
        if (candidates.Count > 0 && open.Count == 0)
        {
            return SignInResult.Refused(CredentialCodes.TooManyAttempts, candidates.Min(static p => p.LockedUntil!.Value) - now);
        }

        var fitting = new List<(PersonRow Person, bool Renew)>();
        foreach (var person in open)
        {
            if (passwords.Verify(person.PasswordHash, request.Password, out var renew))
            {
                fitting.Add((person, renew));
            }
        }

        if (open.Count == 0)
        {
            // The same work for an unknown login, so that the time tells nothing.
            passwords.Verify(null, request.Password, out _);
        }

        if (fitting.Count != 1)
        {
            throttle.Failed(login, request.ClientAddress);
            foreach (var person in fitting.Count == 0 ? open : [])
            {
                await CountFailureAsync(person, request.ClientAddress, cancellationToken);
            }

            return SignInResult.Refused(CredentialCodes.InvalidCredentials);
        }

        var (user, renewHash) = fitting[0];
        if (!user.Active)
        {
            return SignInResult.Refused(CredentialCodes.UserDisabled);
        }

        throttle.Succeeded(login);
        await NoteSuccessAsync(user, renewHash ? passwords.Hash(request.Password) : null, request.ClientAddress, cancellationToken);
        return Accept(user);
    }

    public async ValueTask<SignInResult> RefreshAsync(string refreshToken, CancellationToken cancellationToken)
    {
        var (claims, code) = tokens.Read(refreshToken, TokenUse.Refresh);
        if (claims is null)
        {
            return SignInResult.Refused(code!);
        }

        var person = await people.FindAsync(claims.TenantId, claims.UserId, cancellationToken);
        if (person is null || person.TokenVersion != claims.TokenVersion)
        {
            return SignInResult.Refused(CredentialCodes.TokenRevoked);
        }

        return person.Active ? Accept(person) : SignInResult.Refused(CredentialCodes.UserDisabled);
    }

    public async ValueTask<SignInResult> ChangePasswordAsync(
        SignedInUser user, string currentPassword, string newPassword, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (throttle.Wait(user.Login, null) is { } wait)
        {
            return SignInResult.Refused(CredentialCodes.TooManyAttempts, wait);
        }

        var person = await people.FindAsync(user.TenantId, user.UserId, cancellationToken);
        if (person is null || !passwords.Verify(person.PasswordHash, currentPassword, out _))
        {
            throttle.Failed(user.Login, null);
            return SignInResult.Refused(CredentialCodes.InvalidCredentials);
        }

        if (Passwords.Refusal(newPassword, user.Login) is not null || newPassword == currentPassword)
        {
            return SignInResult.Refused(CredentialCodes.WeakPassword);
        }

        await ChangeAsync(
            person, user.ToActor(), null, "user.change_password",
            row =>
            {
                row.PasswordHash = passwords.Hash(newPassword);
                row.MustChangePassword = false;
                row.TokenVersion++;
            },
            cancellationToken);
        return Accept((await people.FindAsync(user.TenantId, user.UserId, cancellationToken))!);
    }

    public async ValueTask RevokeTokensAsync(SignedInUser user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (await people.FindAsync(user.TenantId, user.UserId, cancellationToken) is { } person)
        {
            await ChangeAsync(
                person, user.ToActor(), null, "user.revoke_tokens", static row => row.TokenVersion++, cancellationToken);
        }
    }

    private SignInResult Accept(PersonRow person)
    {
        var user = person.ToUser();
        return SignInResult.Accepted(user, tokens.Issue(user, person.TokenVersion));
    }

    private ValueTask NoteSuccessAsync(PersonRow person, string? newHash, string? address, CancellationToken cancellationToken) =>
        ChangeAsync(
            person, person.ToUser().ToActor(), address, "user.sign_in",
            row =>
            {
                row.FailedSignIns = 0;
                row.LockedUntil = null;
                row.LastSignInAt = time.GetUtcNow();
                row.PasswordHash = newHash ?? row.PasswordHash;
            },
            cancellationToken);

    private ValueTask CountFailureAsync(PersonRow person, string? address, CancellationToken cancellationToken) =>
        ChangeAsync(
            person, Actor.System, address, "user.sign_in_failed",
            row =>
            {
                row.FailedSignIns++;
                if (row.FailedSignIns >= _options.LockoutAfter)
                {
                    row.FailedSignIns = 0;
                    row.LockedUntil = time.GetUtcNow() + _options.LockoutFor;
                }
            },
            cancellationToken);

    private async ValueTask ChangeAsync(
        PersonRow person, Actor actor, string? address, string action, Action<User> change, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var call = services.GetRequiredService<CallContext>();
        call.TenantId = person.TenantId;
        call.Actor = actor;
        call.ClientAddress = address;
        var unitOfWork = services.GetRequiredService<IUnitOfWork>();
        var context = await unitOfWork.BeginAsync(cancellationToken);

        // Locked: attempts made at the same time must all be counted.
        var row = await context.Set<User>()
            .FromSql($"select *, xmin from users where id = {person.UserId} for no key update")
            .SingleOrDefaultAsync(cancellationToken);
        if (row is null)
        {
            return;
        }

        var before = new { row.FailedSignIns, row.LockedUntil, row.TokenVersion };
        change(row);
        var after = new { row.FailedSignIns, row.LockedUntil, row.TokenVersion };
        await services.GetRequiredService<IAuditTrail>().WriteAsync(action, "user", row.Id, before, after, cancellationToken);
        await unitOfWork.CommitAsync(cancellationToken);
    }
}
