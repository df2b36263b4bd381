namespace Workflows.Domain.Support.Tickets;

/// <summary>What happened to a ticket, as the process is told with the <c>TicketChanged</c> event.</summary>
public enum TicketChange
{
    /// <summary>New ticket.</summary>
    Created,

    /// <summary>Public staff comment.</summary>
    AgentReply,

    /// <summary>Customer comment.</summary>
    CustomerReply,

    /// <summary>Note that the customer does not see.</summary>
    InternalNote,

    /// <summary>Any change of status but the following.</summary>
    StatusChanged,

    /// <summary>Closed, merged or resolved for good.</summary>
    Closed,

    /// <summary>Priority, policy, team, requester or calendar changed.</summary>
    Recalculate,

    /// <summary>Other assignee.</summary>
    Assigned,

    /// <summary>The safety net found it late.</summary>
    Swept,

    /// <summary>The survey was answered.</summary>
    SurveyAnswered,
}
