namespace Workflows.EndToEnd.Tickets;

/// <summary>Who does what to which ticket when: the same for the same seed and size.</summary>
public sealed class TicketPlan
{
    private const int CreatingSteps = 3;

    private static readonly (TicketActionKind Kind, int Weight)[] Weights =
    [
        (TicketActionKind.Nothing, 26), (TicketActionKind.StaffReply, 12), (TicketActionKind.StaffReplyAndWait, 10),
        (TicketActionKind.CustomerReply, 14), (TicketActionKind.Note, 2), (TicketActionKind.Hold, 5), (TicketActionKind.Unhold, 4),
        (TicketActionKind.Assign, 9), (TicketActionKind.Priority, 8), (TicketActionKind.Resolve, 12), (TicketActionKind.Reopen, 3),
        (TicketActionKind.CustomerReopen, 2), (TicketActionKind.Close, 3),
    ];

    // A Monday in London, six days before the clocks change.
    private static readonly DateTimeOffset Monday = new(2027, 3, 22, 0, 0, 0, TimeSpan.Zero);

    private readonly List<TicketAction>[] _steps;

    public TicketPlan(int tickets, int seed)
    {
        Tickets = tickets;
        _steps = [.. Instants.Select(static _ => new List<TicketAction>())];
        var random = new Random(seed);
        for (var ticket = 0; ticket < tickets; ticket++)
        {
            var born = random.Next(CreatingSteps);
            _steps[born].Add(new TicketAction(ticket, born, TicketActionKind.Create, random.Next()));
            for (var step = born + 1; step < Instants.Count; step++)
            {
                if (Draw(random) is var kind && kind != TicketActionKind.Nothing)
                {
                    _steps[step].Add(new TicketAction(ticket, step, kind, random.Next()));
                }
            }
        }
    }

    /// <summary>The instants at which people act. What falls between belongs to the processes.</summary>
    public static IReadOnlyList<DateTimeOffset> Instants { get; } =
    [
        At(0, 9, 3), At(0, 9, 41), At(0, 10, 26), At(0, 11, 52), At(0, 14, 17), At(0, 16, 48), At(1, 9, 22), At(1, 11, 7), At(1, 15, 33),
        At(2, 10, 11), At(3, 13, 4), At(7, 10, 2), At(9, 9, 36), At(14, 11, 19),
    ];

    /// <summary>Where the clock stops on its way until nothing is left to happen but answers to surveys.</summary>
    public static IReadOnlyList<DateTimeOffset> Tail { get; } = [.. Enumerable.Range(15, 38).Select(static day => At(day, 20, 0))];

    public int Tickets { get; }

    public int Count => _steps.Sum(static step => step.Count);

    public IReadOnlyList<TicketAction> At(int step) => _steps[step];

    private static DateTimeOffset At(int day, int hour, int minute) => Monday.AddDays(day).AddHours(hour).AddMinutes(minute);

    private static TicketActionKind Draw(Random random)
    {
        var at = random.Next(Weights.Sum(static w => w.Weight));
        foreach (var (kind, weight) in Weights)
        {
            if ((at -= weight) < 0)
            {
                return kind;
            }
        }

        return TicketActionKind.Nothing;
    }
}
