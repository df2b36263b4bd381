namespace Workflows.Engine.Durability.Claiming;

/// <summary>A latch that many set and one waits for: any number of sets before the wait wake it once.</summary>
internal sealed class WakeSignal
{
    private readonly SemaphoreSlim _latch = new(0, 1);
    private int _set;

    /// <summary>Wakes the waiter, now or when it next waits.</summary>
    public void Set()
    {
        if (Interlocked.Exchange(ref _set, 1) == 0)
        {
            _latch.Release();
        }
    }

    /// <summary>Waits until set or until <paramref name="timeout"/> (real time) has passed.</summary>
    public async Task WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        await _latch.WaitAsync(timeout, cancellationToken);
        Interlocked.Exchange(ref _set, 0);
    }
}
