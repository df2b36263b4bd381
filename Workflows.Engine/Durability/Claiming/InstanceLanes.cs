using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Durability.Claiming;

/// <summary>
/// Keeps the work of one instance in order and one at a time, and different instances in parallel. An item's snapshot is used only
/// when nothing of the same instance ran since it was read.
/// </summary>
/// <param name="processor">Drives an item.</param>
/// <param name="maxConcurrentBursts">How many at once.</param>
/// <param name="broken">Told when the processor threw, which it must not; the item is left to whoever looks for lost work.</param>
internal sealed class InstanceLanes(IBurstProcessor processor, int maxConcurrentBursts, Action<Exception>? broken = null)
{
    private const int Stripes = 64;

    private readonly Dictionary<Guid, Lane>[] _stripes =
        [.. Enumerable.Range(0, Stripes).Select(static _ => new Dictionary<Guid, Lane>())];

    private readonly SemaphoreSlim _slots = new(maxConcurrentBursts);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private volatile bool _draining;

    /// <summary>Items that wait or run in this process.</summary>
    public int Backlog => Volatile.Read(ref _running);

    /// <summary>How many bursts may run at once.</summary>
    public int MaxConcurrentBursts { get; } = maxConcurrentBursts;

    /// <summary>Takes a claimed item. False when draining: the item stays in the database for others.</summary>
    public bool Accept(WorkItem item)
    {
        if (_draining)
        {
            return false;
        }

        Interlocked.Increment(ref _running);
        var key = item.InstanceId == Guid.Empty ? Guid.CreateVersion7() : item.InstanceId;
        var stripe = _stripes[(uint)key.GetHashCode() % Stripes];
        lock (stripe)
        {
            if (stripe.TryGetValue(key, out var lane))
            {
                lane.Waiting.Enqueue(item with { Snapshot = null });
                return true;
            }

            stripe.Add(key, new Lane { Current = item.Id });
        }

        _ = Task.Run(() => RunAsync(stripe, key, item));
        return true;
    }

    /// <summary>Whether an item waits or runs in this process.</summary>
    public bool Holds(long itemId)
    {
        foreach (var stripe in _stripes)
        {
            lock (stripe)
            {
                foreach (var lane in stripe.Values)
                {
                    if (lane.Current == itemId || lane.Waiting.Any(waiting => waiting.Id == itemId))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    /// <summary>Stops accepting and waits until what runs has committed, at the most <paramref name="timeout"/>.</summary>
    public async Task DrainAsync(TimeSpan timeout)
    {
        _draining = true;
        if (Volatile.Read(ref _running) == 0)
        {
            return;
        }

        try
        {
            await _drained.Task.WaitAsync(timeout, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            await _stop.CancelAsync();
        }
    }

    private async Task RunAsync(Dictionary<Guid, Lane> stripe, Guid key, WorkItem item)
    {
        while (true)
        {
            await _slots.WaitAsync(_stop.Token);
            try
            {
                var followUps = await processor.ProcessAsync(item, item.Snapshot, _stop.Token);
                foreach (var followUp in followUps)
                {
                    Accept(followUp);
                }
            }
            catch (Exception error)
            {
                broken?.Invoke(error);
            }
            finally
            {
                _slots.Release();
            }

            var left = Interlocked.Decrement(ref _running);
            if (left == 0 && _draining)
            {
                _drained.TrySetResult();
            }

            lock (stripe)
            {
                var lane = stripe[key];
                if (lane.Waiting.Count == 0)
                {
                    stripe.Remove(key);
                    return;
                }

                item = lane.Waiting.Dequeue();
                lane.Current = item.Id;
            }
        }
    }

    private sealed class Lane
    {
        public long Current { get; set; }

        public Queue<WorkItem> Waiting { get; } = new();
    }
}
