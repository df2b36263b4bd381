using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.People;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Administration;

/// <summary>
/// Changes to the people of a tenant, each audited and committed. That login and e-mail address are unique in the tenant without
/// regard to case is the database's business; a violation becomes a 409.
/// </summary>
internal sealed class People(IUnitOfWork work, IAuditTrail audit, Passwords passwords)
{
    /// <summary>The person, or a 404.</summary>
    public async Task<User> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var context = await work.BeginAsync(cancellationToken);
        return await context.Set<User>().FirstOrDefaultAsync(u => u.Id == id, cancellationToken)
            ?? throw new ProblemException(Problem.NotFound("user"));
    }

    /// <summary>Adds a person; gives the one-time password when none was chosen.</summary>
    public async Task<(User Row, string? OneTimePassword)> AddAsync(NewPersonInput input, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        input.Person.Check(errors);
        if (input.Password is { } chosen && Passwords.Refusal(chosen, input.Login) is { } refusal)
        {
            errors.Add("password", refusal);
        }

        errors.ThrowIfAny();
        var oneTime = input.Password is null ? Passwords.MakeOneTime() : null;
        var row = new User { Login = input.Login, Email = input.Email, Name = input.Name, Role = input.Role };
        input.Person.ApplyTo(row);
        row.PasswordHash = passwords.Hash(input.Password ?? oneTime!);
        row.MustChangePassword = oneTime is not null;
        var context = await work.BeginAsync(cancellationToken);
        context.Add(row);
        await audit.WriteAsync("user.create", "user", row.Id, null, input.Person, cancellationToken);
        await work.CommitAsync(cancellationToken);
        return (row, oneTime);
    }

    /// <summary>Changes a person. A new role or a switched-off user counts from the next request on.</summary>
    public async Task ChangeAsync(User row, PersonInput after, Guid callerId, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        after.Check(errors);
        errors.ThrowIfAny();
        var before = PersonInput.Of(row);
        if (before.Role == Roles.Admin && before.Active && (after.Role != Roles.Admin || !after.Active))
        {
            await RequireAnotherAdministratorAsync(row, callerId, cancellationToken);
        }

        after.ApplyTo(row);
        await audit.WriteAsync("user.change", "user", row.Id, before, after, cancellationToken);
        await work.CommitAsync(cancellationToken);
    }

    /// <summary>Replaces the password by a one-time password.</summary>
    public async Task<string> ResetPasswordAsync(User row, CancellationToken cancellationToken)
    {
        var oneTime = Passwords.MakeOneTime();
        row.PasswordHash = passwords.Hash(oneTime);
        row.MustChangePassword = true;
        row.TokenVersion++;
        row.FailedSignIns = 0;
        row.LockedUntil = null;
        await audit.WriteAsync("user.reset_password", "user", row.Id, null, null, cancellationToken);
        await work.CommitAsync(cancellationToken);
        return oneTime;
    }

    /// <summary>Removes a person; the database refuses when rows refer to them.</summary>
    public async Task RemoveAsync(User row, Guid callerId, CancellationToken cancellationToken)
    {
        if (row.Role == Roles.Admin && row.Active)
        {
            await RequireAnotherAdministratorAsync(row, callerId, cancellationToken);
        }

        var context = await work.BeginAsync(cancellationToken);
        context.Remove(row);
        await audit.WriteAsync("user.delete", "user", row.Id, PersonInput.Of(row), null, cancellationToken);
        await work.CommitAsync(cancellationToken);
    }

    private async Task RequireAnotherAdministratorAsync(User row, Guid callerId, CancellationToken cancellationToken)
    {
        var context = await work.BeginAsync(cancellationToken);
        var others = await context.Set<User>()
            .CountAsync(u => u.Id != row.Id && u.Role == Roles.Admin && u.Active, cancellationToken);
        if (others == 0 || row.Id == callerId)
        {
            throw new ProblemException(new Problem(
                409, ProblemCodes.Referenced, row.Id == callerId
                    ? "Administrators cannot take their own rights away; ask another one."
                    : "The tenant needs at least one active administrator."));
        }
    }
}
