using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Support.Teams;

/// <summary>People who share tickets. Table <c>support_teams</c>.</summary>
public sealed class Team : ITenantOwned, ITimestamped, IRowVersioned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Identifier.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Name, unique in the tenant without regard to case.</summary>
    public required string Name { get; set; }

    /// <summary>Who is told of late tickets. Null: the managers are.</summary>
    public Guid? LeadId { get; set; }

    /// <summary>Team that late tickets go to. Null: they stay in this one.</summary>
    public Guid? EscalationTeamId { get; set; }

    /// <summary>False: takes no tickets.</summary>
    public bool Active { get; set; } = true;

    /// <inheritdoc />
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc />
    public DateTimeOffset UpdatedAt { get; set; }

    /// <inheritdoc />
    public uint RowVersion { get; private set; }
}
