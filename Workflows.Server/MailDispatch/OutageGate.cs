namespace Workflows.Server.MailDispatch;

/// <summary>
/// Holds all senders back while the mail server cannot be reached or refuses the session, so that an outage costs a few
/// connections a minute and not one for each waiting mail. Real time: a simulated clock does not mend a server.
/// </summary>
internal sealed class OutageGate(TimeSpan firstPause)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private TimeSpan _pause;
    private long _since;

    /// <summary>How long to wait until the next attempt may be made; zero: none.</summary>
    public TimeSpan Wait
    {
        get
        {
            lock (_gate)
            {
                return Left() is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Whether the last session failed: then one mail tries the server, not all.</summary>
    public bool IsProbing
    {
        get
        {
            lock (_gate)
            {
                return _pause != TimeSpan.Zero;
            }
        }
    }

    /// <summary>The session failed. Senders that fail together count once.</summary>
    public void Failed()
    {
        lock (_gate)
        {
            if (Left() <= TimeSpan.Zero)
            {
                _pause = _pause == TimeSpan.Zero ? firstPause : _pause * 2 > LongestPause ? LongestPause : _pause * 2;
                _since = TimeProvider.System.GetTimestamp();
            }
        }
    }

    /// <summary>The server talks to us.</summary>
    public void Works()
    {
        lock (_gate)
        {
            _pause = TimeSpan.Zero;
        }
    }

    private TimeSpan Left() =>
        _pause == TimeSpan.Zero ? TimeSpan.Zero : _pause - TimeProvider.System.GetElapsedTime(_since);
}
