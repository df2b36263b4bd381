using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Policies;

/// <summary>Which tickets a policy is for. An empty list allows everything; what is given must all fit.</summary>
public sealed record SlaConditions
{
    /// <summary>For every ticket.</summary>
    public static SlaConditions Any { get; } = new();

    /// <summary>One of these priorities.</summary>
    public IReadOnlyList<TicketPriority> Priorities { get; init; } = [];

    /// <summary>One of these channels.</summary>
    public IReadOnlyList<TicketChannel> Channels { get; init; } = [];

    /// <summary>One of these categories, without regard to case.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>At least one of these tags, without regard to case.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>One of these teams.</summary>
    public IReadOnlyList<Guid> TeamIds { get; init; } = [];

    /// <summary>One of these contacts.</summary>
    public IReadOnlyList<Guid> RequesterIds { get; init; } = [];

    /// <summary>Whether the ticket fits.</summary>
    public bool Fit(Ticket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return (Priorities.Count == 0 || Priorities.Contains(ticket.Priority))
            && (Channels.Count == 0 || Channels.Contains(ticket.Channel))
            && (Categories.Count == 0 || (ticket.Category is { } c && Categories.Contains(c, StringComparer.OrdinalIgnoreCase)))
            && (Tags.Count == 0 || ticket.Tags.Any(tag => Tags.Contains(tag, StringComparer.OrdinalIgnoreCase)))
            && (TeamIds.Count == 0 || (ticket.TeamId is { } team && TeamIds.Contains(team)))
            && (RequesterIds.Count == 0 || RequesterIds.Contains(ticket.RequesterId));
    }
}
