using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.People;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Policies;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Teams;

/// <summary>Keeps the teams of a tenant and who belongs to them. Managers change; running processes see the change at their next step.</summary>
public sealed class TeamService(IUnitOfWork unitOfWork, CallContext call, IAuditTrail audit)
{
    private const int LongestName = 100;
    private const int MostMembers = 200;

    /// <summary>The members of teams, by team.</summary>
    public async ValueTask<ILookup<Guid, Guid>> MembersAsync(IReadOnlyCollection<Guid> teams, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var rows = await context.Set<TeamMember>().AsNoTracking().Where(m => teams.Contains(m.TeamId))
            .OrderBy(static m => m.UserId).ToListAsync(cancellationToken);
        return rows.ToLookup(static m => m.TeamId, static m => m.UserId);
    }

    /// <summary>Adds a team.</summary>
    public async ValueTask<ChangeOutcome<Team>> CreateAsync(TeamDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var team = new Team { TenantId = call.TenantId, Name = draft.Name.Trim() };
        if (await CheckAsync(context, team.Id, draft, cancellationToken) is { } refused)
        {
            return refused;
        }

        Apply(team, draft);
        context.Add(team);
        await SetMembersAsync(context, team, draft.MemberIds, cancellationToken);
        await audit.WriteAsync("team.create", "team", team.Id, null, draft, cancellationToken);
        await unitOfWork.CommitAsync(cancellationToken);
        return new ChangeOutcome<Team>.Done(team);
    }

    /// <summary>Replaces what a team consists of.</summary>
    public async ValueTask<ChangeOutcome<Team>> UpdateAsync(Guid id, TeamDraft draft, uint? version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var context = await unitOfWork.BeginAsync(cancellationToken);
        if (await LockAsync(context, id, cancellationToken) is not { } team)
        {
            return new ChangeOutcome<Team>.NotFound();
        }

        if (version is { } expected && expected != team.RowVersion)
        {
            return new ChangeOutcome<Team>.Stale();
        }

        if (await CheckAsync(context, id, draft, cancellationToken) is { } refused)
        {
            return refused;
        }

        var before = await DraftOfAsync(team, cancellationToken);
        Apply(team, draft);

        // Members are rows of another table; the team's version has to move with them.
        context.Entry(team).State = EntityState.Modified;
        await SetMembersAsync(context, team, draft.MemberIds, cancellationToken);
        await audit.WriteAsync("team.change", "team", id, before, draft, cancellationToken);
        await unitOfWork.CommitAsync(cancellationToken);
        return new ChangeOutcome<Team>.Done(team);
    }

    /// <summary>Removes a team that no ticket, team or policy refers to.</summary>
    public async ValueTask<ChangeOutcome<Team>> DeleteAsync(Guid id, uint? version, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        if (await LockAsync(context, id, cancellationToken) is not { } team)
        {
            return new ChangeOutcome<Team>.NotFound();
        }

        if (!call.Actor.IsManager)
        {
            return NoManager();
        }

        if (version is { } expected && expected != team.RowVersion)
        {
            return new ChangeOutcome<Team>.Stale();
        }

        if (await ReferenceAsync(context, id, cancellationToken) is { } reference)
        {
            return new ChangeOutcome<Team>.Conflict("referenced", $"{reference} refer to this team: set active to false instead.");
        }

        var before = await DraftOfAsync(team, cancellationToken);
        await context.Set<TeamMember>().Where(m => m.TeamId == id).ExecuteDeleteAsync(cancellationToken);
        context.Remove(team);
        await audit.WriteAsync("team.delete", "team", id, before, null, cancellationToken);
        await unitOfWork.CommitAsync(cancellationToken);
        return new ChangeOutcome<Team>.Deleted();
    }

    /// <summary>A team in the words of a draft, the base of a merge patch.</summary>
    public async ValueTask<TeamDraft> DraftOfAsync(Team team, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(team);
        var members = await MembersAsync([team.Id], cancellationToken);
        return new TeamDraft(team.Name, team.LeadId, team.EscalationTeamId, team.Active, [.. members[team.Id]]);
    }

    private static void Apply(Team team, TeamDraft draft) =>
        (team.Name, team.LeadId, team.EscalationTeamId, team.Active) = (draft.Name.Trim(), draft.LeadId, draft.EscalationTeamId, draft.Active);

    private static Task<Team?> LockAsync(DomainDbContext context, Guid id, CancellationToken cancellationToken) =>
        context.Set<Team>().FromSql($"select t.*, t.xmin from support_teams t where t.id = {id} for update").SingleOrDefaultAsync(cancellationToken);

    private static async ValueTask SetMembersAsync(
        DomainDbContext context, Team team, IReadOnlyList<Guid> wanted, CancellationToken cancellationToken)
    {
        var present = await context.Set<TeamMember>().Where(m => m.TeamId == team.Id).ToListAsync(cancellationToken);
        context.RemoveRange(present.Where(m => !wanted.Contains(m.UserId)));
        context.AddRange(wanted.Where(id => present.TrueForAll(m => m.UserId != id))
            .Select(id => new TeamMember { TenantId = team.TenantId, TeamId = team.Id, UserId = id }));
    }

    private static async ValueTask<string?> ReferenceAsync(DomainDbContext context, Guid id, CancellationToken cancellationToken)
    {
        if (await context.Set<Ticket>().AnyAsync(t => t.TeamId == id, cancellationToken))
        {
            return "Tickets";
        }

        if (await context.Set<Team>().AnyAsync(t => t.EscalationTeamId == id, cancellationToken))
        {
            return "Other teams";
        }

        // Conditions and levels are documents, so no foreign key guards them.
        var policies = await context.Set<SlaPolicy>().AsNoTracking().ToListAsync(cancellationToken);
        return policies.Exists(p => p.Conditions.TeamIds.Contains(id) || p.Escalations.Any(level => level.TeamId == id)) ? "SLA policies" : null;
    }

    private static ChangeOutcome<Team>.Forbidden NoManager() => new("Only managers may change teams.");

    private async ValueTask<ChangeOutcome<Team>?> CheckAsync(
        DomainDbContext context, Guid id, TeamDraft draft, CancellationToken cancellationToken)
    {
        if (!call.Actor.IsManager)
        {
            return NoManager();
        }

        var errors = new Dictionary<string, string[]>();
        var name = draft.Name.Trim();
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
        {
            errors["name"] = [$"Give a name of one line, up to {LongestName} characters."];
        }

        await CheckPeopleAsync(context, draft, errors, cancellationToken);
        if (draft.EscalationTeamId == id)
        {
            errors["escalation_team_id"] = ["A team cannot escalate to itself; leave it out to keep late tickets in the team."];
        }
        else if (draft.EscalationTeamId is { } next
            && !await context.Set<Team>().AnyAsync(t => t.Id == next && t.Active, cancellationToken))
        {
            errors["escalation_team_id"] = ["No such active team."];
        }

        if (errors.Count > 0)
        {
            return new ChangeOutcome<Team>.Invalid(errors);
        }

#pragma warning disable CA1862, CA1311, CA1304, MA0011 // Translated to lower(name), which the unique index is on; no culture takes part.
        var lower = name.ToLowerInvariant();
        return await context.Set<Team>().AnyAsync(t => t.Id != id && t.Name.ToLower() == lower, cancellationToken)
#pragma warning restore CA1862, CA1311, CA1304, MA0011
            ? new ChangeOutcome<Team>.Conflict("duplicate_name", "Another team has this name.")
            : null;
    }

    private static async ValueTask CheckPeopleAsync(
        DomainDbContext context, TeamDraft draft, Dictionary<string, string[]> errors, CancellationToken cancellationToken)
    {
        if (draft.MemberIds.Count > MostMembers)
        {
            errors["member_ids"] = [$"A team has at most {MostMembers} members."];
            return;
        }

        var named = draft.MemberIds.Append(draft.LeadId ?? Guid.Empty).ToList();
        var staff = await context.Set<User>().Where(u => named.Contains(u.Id) && u.Role != Roles.Portal)
            .Select(static u => new { u.Id, u.Active }).ToDictionaryAsync(static u => u.Id, static u => u.Active, cancellationToken);
        if (draft.LeadId is { } lead && !staff.GetValueOrDefault(lead))
        {
            errors["lead_id"] = ["No such active member of staff."];
        }

        if (draft.MemberIds.Distinct().Count() != draft.MemberIds.Count)
        {
            errors["member_ids"] = ["Somebody is named twice."];
        }

        // People who have left may stay in a team: they get no tickets, and removing them is not everybody's business.
        foreach (var (id, index) in draft.MemberIds.Select(static (id, index) => (id, index)).Where(m => !staff.ContainsKey(m.id)))
        {
            errors[$"member_ids[{index}]"] = [$"{id} is no member of staff."];
        }
    }
}
