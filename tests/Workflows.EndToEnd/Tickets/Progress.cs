namespace Workflows.EndToEnd.Tickets;

/// <summary>How far a run has come: 2s to 2s+1 while people act in step s, 2s+1 while the clock moves on, one more for each day after.</summary>
public sealed class Progress
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private double _position;

    public double Position => Volatile.Read(ref _position);

    public void Reach(double position)
    {
        double seen;
        while ((seen = Position) < position && Interlocked.CompareExchange(ref _position, position, seen) != seen)
        {
        }
    }

    public async Task UntilAsync(double position, CancellationToken cancellationToken)
    {
        while (Position < position)
        {
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }
    }
}
