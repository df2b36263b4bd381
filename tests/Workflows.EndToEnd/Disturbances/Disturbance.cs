namespace Workflows.EndToEnd.Disturbances;

/// <summary>Something bad, at a random instant of a run.</summary>
/// <param name="Position">Where in the run; see <see cref="Tickets.Progress"/>.</param>
/// <param name="Delay">How long after that place is reached.</param>
public sealed record Disturbance(double Position, TimeSpan Delay)
{
    private const int LongestDelay = 600;

    /// <summary>
    /// Instants spread over a run: half of them while people act, half while the clock moves and processes, timers and mails work.
    /// </summary>
    public static IReadOnlyList<Disturbance> Plan(int count, int steps, int days, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(i => new Disturbance(
                i % 2 == 0 ? (2 * random.Next(steps)) + random.NextDouble()
                : random.Next(steps + days) is var place && place < steps ? (2 * place) + 1 : steps + place,
                TimeSpan.FromMilliseconds(random.Next(LongestDelay)))).OrderBy(static d => d.Position),
        ];
    }
}
