using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.People;
using Workflows.Domain.Shared.Tenancy;

namespace Workflows.Domain.Support.Teams;

/// <summary>
/// Keeps absences. A substitute may be away too and have one of their own; a chain that leads back to where it began, at any
/// instant, is refused: nobody would get the mails.
/// </summary>
public sealed class AbsenceService(IUnitOfWork unitOfWork, CallContext call, IAuditTrail audit)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(2 * 366);

    /// <summary>Adds an absence. Staff enter their own; managers anybody's.</summary>
    public async ValueTask<ChangeOutcome<Absence>> CreateAsync(AbsenceDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var context = await BeginAsync(cancellationToken);
        var row = new Absence { TenantId = call.TenantId, UserId = draft.UserId };
        if (await CheckAsync(context, row.Id, draft, cancellationToken) is { } refused)
        {
            return refused;
        }

        Apply(row, draft);
        context.Add(row);
        await audit.WriteAsync("absence.create", "absence", row.Id, null, draft, cancellationToken);
        await unitOfWork.CommitAsync(cancellationToken);
        return new ChangeOutcome<Absence>.Done(row);
    }

    /// <summary>Changes an absence.</summary>
    public async ValueTask<ChangeOutcome<Absence>> UpdateAsync(
        Guid id, AbsenceDraft draft, uint? version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var context = await BeginAsync(cancellationToken);
        var (row, problem) = await FindAsync(context, id, version, cancellationToken);
        if (row is null)
        {
            return problem!;
        }

        if (await CheckAsync(context, id, draft, cancellationToken) is { } refused)
        {
            return refused;
        }

        var before = DraftOf(row);
        Apply(row, draft);
        await audit.WriteAsync("absence.change", "absence", id, before, draft, cancellationToken);
        await unitOfWork.CommitAsync(cancellationToken);
        return new ChangeOutcome<Absence>.Done(row);
    }

    /// <summary>Removes an absence: the person is there.</summary>
    public async ValueTask<ChangeOutcome<Absence>> DeleteAsync(Guid id, uint? version, CancellationToken cancellationToken)
    {
        var context = await BeginAsync(cancellationToken);
        var (row, problem) = await FindAsync(context, id, version, cancellationToken);
        if (row is null)
        {
            return problem!;
        }

        context.Remove(row);
        await audit.WriteAsync("absence.delete", "absence", id, DraftOf(row), null, cancellationToken);
        await unitOfWork.CommitAsync(cancellationToken);
        return new ChangeOutcome<Absence>.Deleted();
    }

    /// <summary>An absence in the words of a draft, the base of a merge patch.</summary>
    public static AbsenceDraft DraftOf(Absence row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new AbsenceDraft(row.UserId, row.StartsAt, row.EndsAt, row.SubstituteId);
    }

    private static void Apply(Absence row, AbsenceDraft draft) => (row.UserId, row.StartsAt, row.EndsAt, row.SubstituteId) =
        (draft.UserId, draft.StartsAt.ToUniversalTime(), draft.EndsAt.ToUniversalTime(), draft.SubstituteId);

    // Two absences that are harmless alone may close a circle together, so those of a tenant are entered one after the other.
    private async ValueTask<DomainDbContext> BeginAsync(CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        await context.Set<Tenant>().FromSql($"select t.*, t.xmin from tenants t where t.id = {call.TenantId} for no key update")
            .AsNoTracking().LoadAsync(cancellationToken);
        return context;
    }

    private async ValueTask<(Absence? Row, ChangeOutcome<Absence>? Problem)> FindAsync(
        DomainDbContext context, Guid id, uint? version, CancellationToken cancellationToken)
    {
        var row = await context.Set<Absence>().FirstOrDefaultAsync(a => a.Id == id, cancellationToken);
        return row switch
        {
            null => (null, new ChangeOutcome<Absence>.NotFound()),
            _ when !MayChange(row.UserId) => (null, Foreign()),
            _ when version is { } expected && expected != row.RowVersion => (null, new ChangeOutcome<Absence>.Stale()),
            _ => (row, null),
        };
    }

    private bool MayChange(Guid userId) => call.Actor.IsManager || (!call.Actor.IsPortal && call.Actor.UserId == userId);

    private static ChangeOutcome<Absence>.Forbidden Foreign() => new("Staff enter their own absences; those of others are for managers.");

    private async ValueTask<ChangeOutcome<Absence>?> CheckAsync(
        DomainDbContext context, Guid id, AbsenceDraft draft, CancellationToken cancellationToken)
    {
        if (!MayChange(draft.UserId))
        {
            return Foreign();
        }

        var errors = new Dictionary<string, string[]>();
        if (draft.EndsAt <= draft.StartsAt || draft.EndsAt - draft.StartsAt > Longest)
        {
            errors["ends_at"] = [$"Must lie after starts_at, by at most {Longest.Days} days."];
        }

        if (!await IsStaffAsync(context, draft.UserId, cancellationToken))
        {
            errors["user_id"] = ["No such member of staff."];
        }

        if (draft.SubstituteId == draft.UserId)
        {
            errors["substitute_id"] = ["Nobody stands in for themselves."];
        }
        else if (draft.SubstituteId is { } substitute && !await IsStaffAsync(context, substitute, cancellationToken, active: true))
        {
            errors["substitute_id"] = ["No such active member of staff."];
        }

        if (errors.Count > 0)
        {
            return new ChangeOutcome<Absence>.Invalid(errors);
        }

        var others = await context.Set<Absence>().AsNoTracking()
            .Where(a => a.Id != id && a.StartsAt < draft.EndsAt && draft.StartsAt < a.EndsAt).ToListAsync(cancellationToken);
        if (others.Exists(a => a.UserId == draft.UserId))
        {
            return new ChangeOutcome<Absence>.Conflict("overlapping_absence", "The person is away for part of this time already: change that absence.");
        }

        return draft.SubstituteId is { } first && LeadsTo(draft.UserId, first, draft.StartsAt, draft.EndsAt, others)
            ? new ChangeOutcome<Absence>.Conflict(
                "substitute_cycle", "The substitute is away too, and the chain of substitutes leads back to this person.")
            : null;
    }

    // Follows the chain through the time that all its links have in common.
    private static bool LeadsTo(Guid goal, Guid from, DateTimeOffset starts, DateTimeOffset ends, List<Absence> absences)
    {
        var seen = new HashSet<(Guid, DateTimeOffset, DateTimeOffset)>();
        var open = new Stack<(Guid User, DateTimeOffset Starts, DateTimeOffset Ends)>([(from, starts, ends)]);
        while (open.TryPop(out var link))
        {
            foreach (var absence in absences.Where(a => a.UserId == link.User && a.SubstituteId is not null))
            {
                var (later, earlier) = (Later(absence.StartsAt, link.Starts), Earlier(absence.EndsAt, link.Ends));
                if (later >= earlier)
                {
                    continue;
                }

                if (absence.SubstituteId == goal)
                {
                    return true;
                }

                if (seen.Add((absence.Id, later, earlier)))
                {
                    open.Push((absence.SubstituteId!.Value, later, earlier));
                }
            }
        }

        return false;
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static Task<bool> IsStaffAsync(DomainDbContext context, Guid id, CancellationToken cancellationToken, bool active = false) =>
        context.Set<User>().AnyAsync(u => u.Id == id && u.Role != Roles.Portal && (!active || u.Active), cancellationToken);
}
