namespace Workflows.EndToEnd.Tickets;

/// <summary>One thing that somebody does to one ticket.</summary>
/// <param name="Ticket">Number of the ticket in the plan, from 0.</param>
/// <param name="Step">When: a step of the plan.</param>
/// <param name="Kind">What.</param>
/// <param name="Choice">A random number that decides the details.</param>
public sealed record TicketAction(int Ticket, int Step, TicketActionKind Kind, int Choice)
{
    /// <summary>The same at each attempt, and of this action only.</summary>
    public string Key => $"{Kind}-{Ticket}-{Step}";
}
