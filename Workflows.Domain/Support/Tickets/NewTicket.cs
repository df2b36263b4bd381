namespace Workflows.Domain.Support.Tickets;

/// <summary>A ticket to open.</summary>
public sealed record NewTicket
{
    /// <summary>One line, 1..200 characters.</summary>
    public required string Subject { get; init; }

    /// <summary>The request, up to 65,536 characters. Default: empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>The customer contact; a portal contact may only name itself. Null: the actor.</summary>
    public Guid? RequesterId { get; init; }

    /// <summary>How it came in. Null: portal for contacts, web for others.</summary>
    public TicketChannel? Channel { get; init; }

    /// <summary>Staff only. Null: normal.</summary>
    public TicketPriority? Priority { get; init; }

    /// <summary>Free category.</summary>
    public string? Category { get; init; }

    /// <summary>Labels, up to 20 of up to 50 characters.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Staff only: who works on it.</summary>
    public Guid? AssigneeId { get; init; }

    /// <summary>Staff only: the team.</summary>
    public Guid? TeamId { get; init; }

    /// <summary>Staff only: policy chosen by hand.</summary>
    public Guid? PolicyId { get; init; }

    /// <summary>Staff only: fields of the tenant's own, JSON object text.</summary>
    public string? CustomFields { get; init; }

    /// <summary>Written by a machine: nothing is mailed back.</summary>
    public bool IsMachine { get; init; }

    /// <summary>The closed ticket that this one continues; set by the service itself.</summary>
    internal Guid? ContinuesId { get; init; }
}
