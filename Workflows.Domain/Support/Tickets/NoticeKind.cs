namespace Workflows.Domain.Support.Tickets;

/// <summary>A mail that somebody's action calls for; the process sends it.</summary>
public enum NoticeKind
{
    /// <summary>To the requester: we have it.</summary>
    Received,

    /// <summary>To the new assignee.</summary>
    Assigned,

    /// <summary>To the assignee: the customer wrote.</summary>
    CustomerReply,

    /// <summary>To the requester: staff wrote.</summary>
    PublicReply,

    /// <summary>To the requester: resolved, with a link to reopen.</summary>
    Resolved,

    /// <summary>To the requester: closed.</summary>
    Closed,

    /// <summary>To the assignee.</summary>
    Reopened,

    /// <summary>To the team lead: reopened repeatedly.</summary>
    ReopenedAgain,

    /// <summary>To assignee and lead: a hold lasted too long.</summary>
    PauseExpired,

    /// <summary>To old and new assignee and the lead: reassigned.</summary>
    Escalated,

    /// <summary>To the lead: nobody to reassign to.</summary>
    NobodyAvailable,

    /// <summary>To the requester: resolved because no answer came.</summary>
    WaitingClosed,
}
