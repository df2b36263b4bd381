namespace Workflows.Domain.Support.Tickets;

/// <summary>Changes of a ticket's fields; what is null stays. Status has actions of its own.</summary>
public sealed record TicketPatch
{
    /// <summary>New subject.</summary>
    public string? Subject { get; init; }

    /// <summary>New priority; the clocks are recalculated.</summary>
    public TicketPriority? Priority { get; init; }

    /// <summary>New category; empty for none.</summary>
    public string? Category { get; init; }

    /// <summary>New labels.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>New team; the all-zero id for none.</summary>
    public Guid? TeamId { get; init; }

    /// <summary>New contact.</summary>
    public Guid? RequesterId { get; init; }

    /// <summary>Policy by hand; the all-zero id to match by conditions again.</summary>
    public Guid? PolicyId { get; init; }

    /// <summary>New fields of the tenant's own, JSON object text.</summary>
    public string? CustomFields { get; init; }
}
