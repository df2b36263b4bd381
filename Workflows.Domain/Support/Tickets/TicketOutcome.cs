namespace Workflows.Domain.Support.Tickets;

/// <summary>What became of a command on a ticket.</summary>
public abstract record TicketOutcome
{
    private TicketOutcome()
    {
    }

    /// <summary>Done, or already so (<paramref name="Changed"/> false: nothing was written and nobody was told).</summary>
    public sealed record Done(Ticket Ticket, bool Changed = true) : TicketOutcome;

    /// <summary>A comment was stored.</summary>
    /// <param name="Ticket">The ticket that took it: the merge target or a new linked ticket where that applies.</param>
    /// <param name="Comment">The comment.</param>
    public sealed record Commented(Ticket Ticket, TicketComment Comment) : TicketOutcome;

    /// <summary>The ticket is gone.</summary>
    public sealed record Deleted : TicketOutcome;

    /// <summary>Unknown, or another tenant's, or (for a portal contact) somebody else's.</summary>
    public sealed record NotFound : TicketOutcome;

    /// <summary>The actor's role does not allow it.</summary>
    public sealed record Forbidden(string Detail) : TicketOutcome;

    /// <summary>The state table does not allow it.</summary>
    public sealed record IllegalTransition(TicketStatus Current, IReadOnlyList<string> Allowed) : TicketOutcome;

    /// <summary>The input is wrong: messages by field, as the API names fields.</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : TicketOutcome;

    /// <summary>Somebody else was faster, or a rule stands against it.</summary>
    /// <param name="Code">Stable machine word.</param>
    /// <param name="Detail">For people.</param>
    public sealed record Conflict(string Code, string Detail) : TicketOutcome;

    /// <summary>The caller's version is not the present one.</summary>
    public sealed record Stale : TicketOutcome;

    internal static Invalid Field(string field, string message) =>
        new(new Dictionary<string, string[]> { [field] = [message] });
}
