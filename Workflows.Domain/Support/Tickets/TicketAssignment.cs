using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Support.Tickets;

/// <summary>One hand-over. Table <c>support_ticket_assignments</c>.</summary>
public sealed class TicketAssignment : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Identifier.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>The ticket.</summary>
    public Guid TicketId { get; set; }

    /// <summary>Assignee before. Null: nobody.</summary>
    public Guid? FromUserId { get; set; }

    /// <summary>Assignee after. Null: nobody.</summary>
    public Guid? ToUserId { get; set; }

    /// <summary>Team before.</summary>
    public Guid? FromTeamId { get; set; }

    /// <summary>Team after.</summary>
    public Guid? ToTeamId { get; set; }

    /// <summary>Why: <c>assign</c>, <c>escalation:2</c>, ...</summary>
    public required string Reason { get; set; }

    /// <summary>Who did it, as audit rows name actors.</summary>
    public required string ActorName { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; set; }
}
