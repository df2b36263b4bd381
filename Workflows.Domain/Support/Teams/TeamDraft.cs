namespace Workflows.Domain.Support.Teams;

/// <summary>What a team consists of.</summary>
/// <param name="Name">Name, up to 100 characters, unique in the tenant without regard to case.</param>
/// <param name="LeadId">Who is told of late tickets. Null: the managers are.</param>
/// <param name="EscalationTeamId">Team that late tickets go to. Null: they stay in this one.</param>
/// <param name="Active">False: takes no new tickets.</param>
/// <param name="MemberIds">Who belongs to it; at most 200.</param>
public sealed record TeamDraft(string Name, Guid? LeadId, Guid? EscalationTeamId, bool Active, IReadOnlyList<Guid> MemberIds);
