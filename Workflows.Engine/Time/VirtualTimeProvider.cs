namespace Workflows.Engine.Time;

/// <summary>
/// A clock that moves only when told to. Timers fire in order of their due instants while it moves, each with the clock
/// standing at its instant. Thread-safe.
/// </summary>
public sealed class VirtualTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<VirtualTimer, (DateTimeOffset Due, long Order)> _timers = new();
    private readonly TimeZoneInfo _zone;
    private DateTimeOffset _now;
    private long _order;

    /// <summary>Creates a clock.</summary>
    /// <param name="start">Where it stands.</param>
    /// <param name="localZone">Its local zone; null: UTC.</param>
    public VirtualTimeProvider(DateTimeOffset start, TimeZoneInfo? localZone = null)
    {
        _now = start.ToUniversalTime();
        _zone = localZone ?? TimeZoneInfo.Utc;
    }

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => _zone;

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the next timer fires; null: no timer is set.</summary>
    public DateTimeOffset? NextTimer
    {
        get
        {
            lock (_gate)
            {
                DropStale();
                return _timers.TryPeek(out _, out var next) ? next.Due : null;
            }
        }
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <inheritdoc />
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Moves the clock forward and fires what becomes due.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is negative.</exception>
    public void Advance(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        SetUtcNow(GetUtcNow() + span);
    }

    /// <summary>Moves the clock to an instant and fires what becomes due.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The instant is in the clock's past.</exception>
    public void SetUtcNow(DateTimeOffset instant)
    {
        var target = instant.ToUniversalTime();
        if (target < GetUtcNow())
        {
            throw new ArgumentOutOfRangeException(nameof(instant), instant, "The clock does not run backwards.");
        }

        while (true)
        {
            VirtualTimer? due = null;
            lock (_gate)
            {
                DropStale();
                if (_timers.TryPeek(out var timer, out var next) && next.Due <= target)
                {
                    _timers.Dequeue();
                    _now = next.Due > _now ? next.Due : _now;
                    due = timer;
                    timer.Fired(_now);
                }
                else
                {
                    _now = target > _now ? target : _now;
                }
            }

            if (due is null)
            {
                return;
            }

            due.Invoke();
        }
    }

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private void DropStale()
    {
        while (_timers.TryPeek(out var timer, out var next) && !timer.IsSetFor(next.Order))
        {
            _timers.Dequeue();
        }
    }

    private sealed class VirtualTimer(VirtualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        private long _setFor;
        private TimeSpan _period;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var fireNow = false;
            lock (clock._gate)
            {
                if (_setFor < 0)
                {
                    return false;
                }

                _period = period;
                _setFor = ++clock._order;
                if (dueTime == TimeSpan.Zero)
                {
                    fireNow = true;
                    Fired(clock._now);
                }
                else if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    clock._timers.Enqueue(this, (clock._now + dueTime, _setFor));
                }
            }

            if (fireNow)
            {
                Invoke();
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                _setFor = -1;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        internal bool IsSetFor(long order) => _setFor == order;

        internal void Fired(DateTimeOffset at)
        {
            if (_period > TimeSpan.Zero)
            {
                _setFor = ++clock._order;
                clock._timers.Enqueue(this, (at + _period, _setFor));
            }
            else
            {
                _setFor = ++clock._order;
            }
        }

        internal void Invoke() => callback(state);
    }
}
