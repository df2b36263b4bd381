using System.Text.Json;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Server.Support;

/// <summary>Body of <c>POST /api/support/tickets</c>. Portal contacts give subject, description, category and tags only.</summary>
internal sealed record TicketInput
{
    public required string Subject { get; init; }

    public string Description { get; init; } = string.Empty;

    /// <summary>The customer contact. Null: the caller.</summary>
    public Guid? RequesterId { get; init; }

    public TicketChannel? Channel { get; init; }

    public TicketPriority? Priority { get; init; }

    public string? Category { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public Guid? AssigneeId { get; init; }

    public Guid? TeamId { get; init; }

    /// <summary>Policy by hand. Null: matched by conditions.</summary>
    public Guid? PolicyId { get; init; }

    /// <summary>Fields of the tenant's own, an object.</summary>
    public JsonElement? CustomFields { get; init; }

    public NewTicket ToTicket() => new()
    {
        Subject = Subject,
        Description = Description,
        RequesterId = RequesterId,
        Channel = Channel,
        Priority = Priority,
        Category = Category,
        Tags = Tags,
        AssigneeId = AssigneeId,
        TeamId = TeamId,
        PolicyId = PolicyId,
        CustomFields = TextOf(CustomFields),
    };

    public static string? TextOf(JsonElement? element) =>
        element is null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } ? null : element.Value.GetRawText();
}
