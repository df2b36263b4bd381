using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.People;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Teams;

/// <summary>Who is who in support: teams, leads, managers, absences and substitutes.</summary>
public sealed class StaffDirectory(IUnitOfWork unitOfWork)
{
    // A chain longer than this is a mistake in the data, not a chain of people.
    private const int LongestChain = 10;

    private static readonly TicketStatus[] Active = [TicketStatus.New, TicketStatus.Open, TicketStatus.Pending, TicketStatus.OnHold];

    /// <summary>The user, active or not. Null: none of the tenant's.</summary>
    public async ValueTask<User?> FindAsync(Guid? userId, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        return userId is { } id
            ? await context.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, cancellationToken)
            : null;
    }

    /// <summary>The team. Null: none of the tenant's.</summary>
    public async ValueTask<Team?> FindTeamAsync(Guid? teamId, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        return teamId is { } id
            ? await context.Set<Team>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, cancellationToken)
            : null;
    }

    /// <summary>Whether the user belongs to the team.</summary>
    public async ValueTask<bool> IsMemberAsync(Guid teamId, Guid userId, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        return await context.Set<TeamMember>().AnyAsync(m => m.TeamId == teamId && m.UserId == userId, cancellationToken);
    }

    /// <summary>Active members of the team, by name.</summary>
    public async ValueTask<IReadOnlyList<User>> MembersAsync(Guid? teamId, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        return await context.Set<TeamMember>().Where(m => m.TeamId == teamId)
            .Join(context.Set<User>().Where(static u => u.Active), static m => m.UserId, static u => u.Id, static (_, u) => u)
            .AsNoTracking().OrderBy(static u => u.Name).ThenBy(static u => u.Id).ToListAsync(cancellationToken);
    }

    /// <summary>The active managers, by name; a tenant without one has its administrators stand in, so that somebody always hears of it.</summary>
    public async ValueTask<IReadOnlyList<User>> ManagersAsync(CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var people = await context.Set<User>().AsNoTracking()
            .Where(static u => u.Active && (u.Role == Roles.Manager || u.Role == Roles.Admin))
            .OrderBy(static u => u.Name).ThenBy(static u => u.Id).ToListAsync(cancellationToken);
        return people.FindAll(static u => u.Role == Roles.Manager) is { Count: > 0 } managers ? managers : people;
    }

    /// <summary>Who answers for a team: its lead or the lead's substitute; without one, the managers.</summary>
    public async ValueTask<IReadOnlyList<User>> LeadsAsync(Guid? teamId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var team = await FindTeamAsync(teamId, cancellationToken);
        return await PresentAsync(team?.LeadId, now, cancellationToken) is { } lead ? [lead] : await ManagersAsync(cancellationToken);
    }

    /// <summary>
    /// The person, or while away the substitute, or the substitute's substitute, and so on. Null: nobody of the chain is there.
    /// </summary>
    public async ValueTask<User?> PresentAsync(Guid? userId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var seen = new HashSet<Guid>();
        for (var next = userId; next is { } id && seen.Count < LongestChain && seen.Add(id);)
        {
            var absence = await context.Set<Absence>().AsNoTracking()
                .Where(a => a.UserId == id && a.StartsAt <= now && now < a.EndsAt)
                .OrderByDescending(static a => a.EndsAt).FirstOrDefaultAsync(cancellationToken);
            var user = await FindAsync(id, cancellationToken);
            if (absence is null && user is { Active: true })
            {
                return user;
            }

            next = absence?.SubstituteId;
        }

        return null;
    }

    /// <summary>
    /// The present member of the team with the fewest unfinished tickets; among equals the one who has waited longest for one.
    /// Null: nobody is present.
    /// </summary>
    public async ValueTask<User?> LeastLoadedAsync(Guid? teamId, Guid? except, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var candidates =
            from member in context.Set<TeamMember>()
            join user in context.Set<User>() on member.UserId equals user.Id
            where member.TeamId == teamId && user.Active && user.Id != except && user.Role != Roles.Portal
                && !context.Set<Absence>().Any(a => a.UserId == user.Id && a.StartsAt <= now && now < a.EndsAt)
            orderby context.Set<Ticket>().Count(t => t.AssigneeId == user.Id && Active.Contains(t.Status)),
                context.Set<TicketAssignment>().Where(a => a.ToUserId == user.Id).Max(a => (DateTimeOffset?)a.At) ?? DateTimeOffset.MinValue,
                user.Name, user.Id
            select user;
        return await candidates.AsNoTracking().FirstOrDefaultAsync(cancellationToken);
    }
}
