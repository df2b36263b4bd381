using System.Text.Json;
using Workflows.Domain.Support.Tickets;
using Workflows.Server.Http.Json;

namespace Workflows.Server.Support;

/// <summary>The members of a ticket that a PATCH may change; status has actions of its own.</summary>
internal sealed record TicketChanges
{
    public required string Subject { get; init; }

    public required TicketPriority Priority { get; init; }

    public string? Category { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public Guid? TeamId { get; init; }

    public required Guid RequesterId { get; init; }

    /// <summary>Policy by hand; null to match by conditions.</summary>
    public Guid? PolicyId { get; init; }

    public required JsonElement CustomFields { get; init; }

    public static TicketChanges Of(Ticket row)
    {
        using var fields = JsonDocument.Parse(row.CustomFields);
        return new TicketChanges
        {
            Subject = row.Subject,
            Priority = row.Priority,
            Category = row.Category,
            Tags = row.Tags,
            TeamId = row.TeamId,
            RequesterId = row.RequesterId,
            PolicyId = row.ForcedPolicyId,
            CustomFields = fields.RootElement.Clone(),
        };
    }

    /// <summary>Only what the patch names; the service's words for "none" are the empty text and the all-zero id.</summary>
    public TicketPatch ToPatch(MergePatch patch) => new()
    {
        Subject = patch.Names("subject") ? Subject : null,
        Priority = patch.Names("priority") ? Priority : null,
        Category = patch.Names("category") ? Category ?? string.Empty : null,
        Tags = patch.Names("tags") ? Tags : null,
        TeamId = patch.Names("team_id") ? TeamId ?? Guid.Empty : null,
        RequesterId = patch.Names("requester_id") ? RequesterId : null,
        PolicyId = patch.Names("policy_id") ? PolicyId ?? Guid.Empty : null,
        CustomFields = patch.Names("custom_fields") ? CustomFields.GetRawText() : null,
    };
}
