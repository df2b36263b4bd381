using Workflows.Domain.Shared.Data;
using Workflows.Domain.Support.Sla;

namespace Workflows.Domain.Support.Tickets;

/// <summary>A customer's request. Table <c>support_tickets</c>; the row is the truth, the process drives it.</summary>
public sealed class Ticket : ITenantOwned, ITimestamped, IRowVersioned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Identifier.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Number for people, counted per tenant from 1.</summary>
    public long Number { get; set; }

    /// <summary>One line.</summary>
    public required string Subject { get; set; }

    /// <summary>The request, plain text.</summary>
    public required string Description { get; set; }

    /// <summary>The customer contact.</summary>
    public Guid RequesterId { get; set; }

    /// <summary>How it came in.</summary>
    public TicketChannel Channel { get; set; } = TicketChannel.Web;

    /// <summary>Came from a machine (auto-responder, bounce): nothing is mailed to the requester.</summary>
    public bool IsMachine { get; set; }

    /// <summary>Where it stands.</summary>
    public TicketStatus Status { get; set; } = TicketStatus.New;

    /// <summary>How urgent it is.</summary>
    public TicketPriority Priority { get; set; } = TicketPriority.Normal;

    /// <summary>Free category. Null: none.</summary>
    public string? Category { get; set; }

    /// <summary>Free labels, lower case.</summary>
    public string[] Tags { get; set; } = [];

    /// <summary>Who works on it. Null: nobody.</summary>
    public Guid? AssigneeId { get; set; }

    /// <summary>The team it belongs to. Null: none.</summary>
    public Guid? TeamId { get; set; }

    /// <summary>What the matched policy promised when it was matched, as JSON. Null: no promise.</summary>
    public SlaSnapshot? Promise { get; set; }

    /// <summary>Policy of <see cref="Promise"/>.</summary>
    public Guid? PolicyId { get; set; }

    /// <summary>Version of that policy.</summary>
    public int? PolicyVersion { get; set; }

    /// <summary>Policy chosen by hand; matching is skipped. Null: matched by conditions.</summary>
    public Guid? ForcedPolicyId { get; set; }

    /// <summary>Something that the promise depends on has changed; the next evaluation matches anew.</summary>
    public bool NeedsRematch { get; set; }

    /// <summary>When the clocks were started. Null: not yet.</summary>
    public DateTimeOffset? SlaStartedAt { get; set; }

    /// <summary>Service level at a glance. Null: no clock was ever started.</summary>
    public SlaState? SlaState { get; set; }

    /// <summary>Earliest due instant of the running clocks. Null: none runs.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>When the process wants to look again. Null: only when something happens.</summary>
    public DateTimeOffset? NextSlaAt { get; set; }

    /// <summary>When the status last changed.</summary>
    public DateTimeOffset StatusChangedAt { get; set; }

    /// <summary>Why it is on hold. Null: not on hold.</summary>
    public string? HoldReason { get; set; }

    /// <summary>A manager allowed the pause to last.</summary>
    public bool PauseCapWaived { get; set; }

    /// <summary>Reminders sent in the present wait for the customer.</summary>
    public int NudgesSent { get; set; }

    /// <summary>First public staff reply. Null: none yet.</summary>
    public DateTimeOffset? FirstRespondedAt { get; set; }

    /// <summary>Oldest customer message without an answer. Null: all answered.</summary>
    public DateTimeOffset? UnansweredSince { get; set; }

    /// <summary>What solved it. Null: not resolved.</summary>
    public string? Resolution { get; set; }

    /// <summary>When it was last resolved.</summary>
    public DateTimeOffset? ResolvedAt { get; set; }

    /// <summary>When it was last closed.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Why it was closed: <c>resolved</c>, <c>spam</c>, <c>duplicate</c>, <c>no_answer</c> or free text.</summary>
    public string? CloseReason { get; set; }

    /// <summary>How often it was resolved; numbers the resolution cycles.</summary>
    public int ResolvedCount { get; set; }

    /// <summary>How often it was reopened.</summary>
    public int ReopenedCount { get; set; }

    /// <summary>The ticket this one became part of. Null: none.</summary>
    public Guid? MergedIntoId { get; set; }

    /// <summary>The closed ticket that this one continues. Null: none.</summary>
    public Guid? ContinuesId { get; set; }

    /// <summary>Fields of the tenant's own, JSON object.</summary>
    public string CustomFields { get; set; } = "{}";

    /// <summary>The live instance of the process. Null: none lives.</summary>
    public Guid? WorkflowInstanceId { get; set; }

    /// <summary>Version of the definition the instance runs. Null until its first step.</summary>
    public int? WorkflowDefinitionVersion { get; set; }

    /// <summary>When the last instance finished. Null: none has.</summary>
    public DateTimeOffset? WorkflowEndedAt { get; set; }

    /// <inheritdoc />
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc />
    public DateTimeOffset UpdatedAt { get; set; }

    /// <inheritdoc />
    public uint RowVersion { get; private set; }

    /// <summary>Correlation id of the ticket's process: <c>ticket-sla:{id}</c>.</summary>
    public string CorrelationId => CorrelationOf(Id);

    /// <summary>Whether work on it is over, for now or for good.</summary>
    public bool IsDone => Status is TicketStatus.Resolved or TicketStatus.Closed or TicketStatus.Merged;

    /// <summary>Correlation id of a ticket's process.</summary>
    public static string CorrelationOf(Guid ticketId) => $"ticket-sla:{ticketId}";
}
