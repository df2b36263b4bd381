using Workflows.Domain.Support.Teams;

namespace Workflows.Server.Support;

/// <summary>The writable members of a team.</summary>
/// <param name="Name">Name, unique in the tenant.</param>
/// <param name="LeadId">Who is told of late tickets; null: the managers.</param>
/// <param name="EscalationTeamId">Team that late tickets go to; null: they stay.</param>
/// <param name="MemberIds">Who belongs to it.</param>
/// <param name="Active">False: takes no new tickets.</param>
internal sealed record TeamInput(
    string Name, Guid? LeadId = null, Guid? EscalationTeamId = null, IReadOnlyList<Guid>? MemberIds = null, bool Active = true)
{
    public TeamDraft ToDraft() => new(Name, LeadId, EscalationTeamId, Active, MemberIds ?? []);

    public static TeamInput Of(TeamDraft draft) => new(draft.Name, draft.LeadId, draft.EscalationTeamId, draft.MemberIds, draft.Active);
}
