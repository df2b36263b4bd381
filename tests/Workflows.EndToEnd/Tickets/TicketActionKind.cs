namespace Workflows.EndToEnd.Tickets;

/// <summary>What people do to tickets.</summary>
public enum TicketActionKind
{
    Nothing,
    Create,
    StaffReply,
    StaffReplyAndWait,
    CustomerReply,
    Note,
    Hold,
    Unhold,
    Assign,
    Priority,
    Resolve,
    Reopen,
    CustomerReopen,
    Close,
}
