namespace Workflows.Server.MailDispatch;

/// <summary>
/// How far the queue has been worked off, priority by priority: a claim begins there instead of reading past everything that left the
/// queue since the last vacuum, which made each claim of a long campaign slower than the one before. A mail may turn up behind the
/// front (a transaction that committed late, a mail that was put back), so the whole queue is looked at again when a claim finds
/// less than it wanted, and once a second.
/// </summary>
internal sealed class ClaimFront
{
    private const int Priorities = 10;
    private static readonly TimeSpan WholeEvery = TimeSpan.FromSeconds(1);

    private readonly DateTimeOffset[] _from = new DateTimeOffset[Priorities];
    private long _wholeAt;

    /// <summary>Whether the last claim left a part of the queue out.</summary>
    public bool IsAhead { get; private set; }

    /// <summary>Where each priority's range begins, for the next claim; the whole queue every now and then.</summary>
    public DateTime[] Next()
    {
        if (_wholeAt == 0 || TimeProvider.System.GetElapsedTime(_wholeAt) >= WholeEvery)
        {
            Reset();
        }

        IsAhead = Array.Exists(_from, static at => at != default);
        return Array.ConvertAll(_from, static at => at.UtcDateTime);
    }

    /// <summary>Notes a claimed mail: what is due before it was there to be claimed first.</summary>
    public void Passed(short priority, DateTimeOffset due)
    {
        if (due > _from[priority])
        {
            _from[priority] = due;
        }
    }

    /// <summary>Lets the next claim look at the whole queue.</summary>
    public void Reset()
    {
        Array.Clear(_from);
        _wholeAt = TimeProvider.System.GetTimestamp();
    }
}
