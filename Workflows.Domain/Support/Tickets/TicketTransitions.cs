using System.Collections.Frozen;

namespace Workflows.Domain.Support.Tickets;

/// <summary>The state table: which status may follow which, and the actions that lead there.</summary>
public static class TicketTransitions
{
    private static readonly FrozenDictionary<TicketStatus, TicketStatus[]> Table = new Dictionary<TicketStatus, TicketStatus[]>
    {
        [TicketStatus.New] =
            [TicketStatus.Open, TicketStatus.Pending, TicketStatus.OnHold, TicketStatus.Resolved, TicketStatus.Closed, TicketStatus.Merged],
        [TicketStatus.Open] =
            [TicketStatus.Pending, TicketStatus.OnHold, TicketStatus.Resolved, TicketStatus.Closed, TicketStatus.Merged],
        [TicketStatus.Pending] = [TicketStatus.Open, TicketStatus.OnHold, TicketStatus.Resolved],
        [TicketStatus.OnHold] = [TicketStatus.Open, TicketStatus.Pending, TicketStatus.Resolved],
        [TicketStatus.Resolved] = [TicketStatus.Open, TicketStatus.Closed],
        [TicketStatus.Closed] = [TicketStatus.Open],
        [TicketStatus.Merged] = [],
    }.ToFrozenDictionary();

    /// <summary>Whether the table allows the step.</summary>
    public static bool Allows(TicketStatus from, TicketStatus to) => Table[from].Contains(to);

    /// <summary>The actions a person may take now, as the API names them.</summary>
    public static IReadOnlyList<string> Actions(TicketStatus from) => from switch
    {
        TicketStatus.New => ["assign", "comment", "hold", "pend", "resolve", "close", "merge"],
        TicketStatus.Open => ["assign", "comment", "hold", "pend", "resolve", "close", "merge"],
        TicketStatus.Pending => ["assign", "comment", "hold", "unhold", "resolve"],
        TicketStatus.OnHold => ["assign", "comment", "unhold", "pend", "resolve"],
        TicketStatus.Resolved => ["comment", "reopen", "close"],
        TicketStatus.Closed => ["reopen"],
        _ => [],
    };
}
