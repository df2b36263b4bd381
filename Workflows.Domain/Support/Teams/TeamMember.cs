using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Support.Teams;

/// <summary>Who belongs to a team. Table <c>support_team_members</c>.</summary>
public sealed class TeamMember : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>The team.</summary>
    public Guid TeamId { get; set; }

    /// <summary>The person.</summary>
    public Guid UserId { get; set; }
}
