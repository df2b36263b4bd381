using System.Text.Json;
using Workflows.Domain.Support.Sla;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Server.Support;

/// <summary>A ticket as the API shows it. Portal contacts do not see what is staff's own: those members are null for them.</summary>
internal sealed record TicketView
{
    public required Guid Id { get; init; }

    public required long Number { get; init; }

    public required string Subject { get; init; }

    public required string Description { get; init; }

    public required PersonRef? Requester { get; init; }

    public required TicketChannel Channel { get; init; }

    public required TicketStatus Status { get; init; }

    public required TicketPriority Priority { get; init; }

    public string? Category { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public PersonRef? Assignee { get; init; }

    public Guid? TeamId { get; init; }

    public Guid? PolicyId { get; init; }

    public string? Policy { get; init; }

    public int? PolicyVersion { get; init; }

    public SlaState? SlaState { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public string? HoldReason { get; init; }

    public DateTimeOffset? FirstRespondedAt { get; init; }

    public string? Resolution { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public string? CloseReason { get; init; }

    public required int ReopenedCount { get; init; }

    public Guid? MergedIntoId { get; init; }

    public Guid? ContinuesId { get; init; }

    public JsonElement? CustomFields { get; init; }

    public Guid? WorkflowInstanceId { get; init; }

    /// <summary>What may be done now: the last parts of the action addresses.</summary>
    public required IReadOnlyList<string> AllowedActions { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public static TicketView Of(Ticket row, IReadOnlyDictionary<Guid, PersonRef> people, bool portal)
    {
        using var fields = JsonDocument.Parse(row.CustomFields);
        var assignee = row.AssigneeId is { } id ? people.GetValueOrDefault(id) : null;
        return new TicketView
        {
            Id = row.Id,
            Number = row.Number,
            Subject = row.Subject,
            Description = row.Description,
            Requester = people.GetValueOrDefault(row.RequesterId),
            Channel = row.Channel,
            Status = row.Status,
            Priority = row.Priority,
            Category = row.Category,
            Tags = row.Tags,
            Assignee = portal && assignee is not null ? assignee with { Email = string.Empty } : assignee,
            TeamId = portal ? null : row.TeamId,
            PolicyId = portal ? null : row.PolicyId,
            Policy = portal ? null : row.Promise?.PolicyName,
            PolicyVersion = portal ? null : row.PolicyVersion,
            SlaState = row.SlaState,
            DueAt = row.DueAt,
            HoldReason = portal ? null : row.HoldReason,
            FirstRespondedAt = row.FirstRespondedAt,
            Resolution = row.Resolution,
            ResolvedAt = row.ResolvedAt,
            ClosedAt = row.ClosedAt,
            CloseReason = portal ? null : row.CloseReason,
            ReopenedCount = row.ReopenedCount,
            MergedIntoId = row.MergedIntoId,
            ContinuesId = row.ContinuesId,
            CustomFields = portal ? null : fields.RootElement.Clone(),
            WorkflowInstanceId = portal ? null : row.WorkflowInstanceId,
            AllowedActions = portal ? [.. TicketTransitions.Actions(row.Status).Where(static a => a is "comment" or "reopen")] : TicketTransitions.Actions(row.Status),
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
        };
    }
}
