using System.Threading.Channels;
using Workflows.Domain.Shared.Messages;

namespace Workflows.Server.MailDispatch;

/// <summary>
/// Deals mails out to the senders. A sender that is free hands in its result and gets its next mail; one transaction writes the
/// results of all senders that came meanwhile and claims mails for all that are free. While it commits, the next one fills, so that a
/// lone mail pays one commit and many share theirs. Nothing is claimed ahead: the most urgent mail is always the next one. The store's
/// owner is this object's own, because it puts back what stands under that name and is not in its hands.
/// </summary>
internal sealed partial class MailTurns(MailStore store, OutageGate gate, MailDispatchOptions options, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan PauseAfterError = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastWrites = TimeSpan.FromSeconds(10);

    /// <summary>Senders put in, the pump takes out.</summary>
    private readonly Channel<(MailResult? Result, TaskCompletionSource<ClaimedMail?> Next)> _arrivals =
        Channel.CreateUnbounded<(MailResult?, TaskCompletionSource<ClaimedMail?>)>(new UnboundedChannelOptions { SingleReader = true });

    private readonly SemaphoreSlim _wake = new(0, 1);

    // Only the pump touches what follows.
    private readonly Queue<TaskCompletionSource<ClaimedMail?>> _free = new();
    private readonly List<MailResult> _results = [];
    private readonly HashSet<Guid> _held = [];
    private volatile bool _mayBeMore = true;
    private volatile bool _limited = true;
    private bool _unsure;

    /// <summary>Hands in the result of the last mail and waits for the next one; null: no more, the dispatcher stops.</summary>
    public Task<ClaimedMail?> NextAsync(MailResult? result)
    {
        var next = new TaskCompletionSource<ClaimedMail?>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_arrivals.Writer.TryWrite((result, next)))
        {
            return Task.FromResult<ClaimedMail?>(null);
        }

        Wake();
        return next.Task;
    }

    /// <summary>Says whether there are rate limits; until then it is assumed.</summary>
    public void SetLimited(bool limited) => _limited = limited;

    /// <summary>Says that there may be mails to send.</summary>
    public void MayBeMore()
    {
        _mayBeMore = true;
        Wake();
    }

    /// <summary>Deals until it is stopped and every sender has come back, or the last results cannot be written for a while.</summary>
    public async Task RunAsync(int senders, CancellationToken stoppingToken)
    {
        using var stopped = stoppingToken.Register(Wake);
        using var abandon = new CancellationTokenSource();
        using var patience = stoppingToken.Register(() => abandon.CancelAfter(LastWrites + options.StopPatience));
        while (!stoppingToken.IsCancellationRequested || _free.Count < senders || _results.Count > 0 || _unsure)
        {
            Collect();
            var wanted = stoppingToken.IsCancellationRequested || !_mayBeMore || gate.Wait > TimeSpan.Zero ? 0
                : gate.IsProbing ? Math.Min(1, _free.Count) : _free.Count;
            if (_results.Count == 0 && wanted == 0 && !_unsure)
            {
                if (stoppingToken.IsCancellationRequested && _free.Count >= senders)
                {
                    break;
                }

                await SleepAsync(gate.Wait, abandon.Token);
            }
            else if (!await TurnAsync(wanted, abandon.Token))
            {
                await SleepAsync(PauseAfterError, abandon.Token);
            }

            if (abandon.IsCancellationRequested)
            {
                break;
            }
        }

        _arrivals.Writer.Complete();
        Collect();
        foreach (var sender in _free)
        {
            sender.TrySetResult(null);
        }
    }

    private void Collect()
    {
        while (_arrivals.Reader.TryRead(out var arrival))
        {
            if (arrival.Result is { } result)
            {
                _results.Add(result);
            }

            _free.Enqueue(arrival.Next);
        }
    }

    private async Task<bool> TurnAsync(int wanted, CancellationToken cancellationToken)
    {
        try
        {
            if (_unsure)
            {
                await store.DisownAsync(_held, cancellationToken);
                _unsure = false;
            }

            // Whatever is signalled from here on may be too late for this look.
            _mayBeMore = wanted == 0 && _mayBeMore;
            var turn = await store.TurnAsync(_results, wanted, time.GetUtcNow(), _limited, cancellationToken);
            var back = _results.Exists(static result => result.Status == MessageStatus.Deferred);
            _results.ForEach(result => _held.Remove(result.Id));
            _results.Clear();
            foreach (var mail in turn.Mails)
            {
                _held.Add(mail.Id);
                _free.Dequeue().TrySetResult(mail);
            }

            if (wanted > 0)
            {
                await LookAheadAsync(turn, wanted, cancellationToken);
            }

            // What goes back to the queue may be due at once, or before what was due next.
            _mayBeMore |= back;
            return true;
        }
        catch (Exception exception)
        {
            // The commit may have happened: then claims stand under our name that nobody holds, and results are written twice, which
            // changes nothing.
            _unsure = true;
            _mayBeMore = true;
            if (!cancellationToken.IsCancellationRequested)
            {
                DatabaseFailed(_results.Count, exception);
            }

            return false;
        }
    }

    /// <summary>Decides when to look again.</summary>
    private async Task LookAheadAsync(MailTurn turn, int wanted, CancellationToken cancellationToken)
    {
        if (turn.Looked >= wanted)
        {
            _mayBeMore = true;
        }
        else if (turn.RoomAfter is { } room)
        {
            WakeAfter(room, TimeProvider.System);
        }
        else if (turn.Looked == 0 && await store.NextDueAsync(cancellationToken) is { } due
            && due - time.GetUtcNow() is var left && left < options.PollEvery)
        {
            WakeAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        }
    }

    private void WakeAfter(TimeSpan wait, TimeProvider clock)
    {
        ITimer? timer = null;
        timer = clock.CreateTimer(
            _ =>
            {
                MayBeMore();
                timer?.Dispose();
            },
            null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private void Wake()
    {
        lock (_wake)
        {
            if (_wake.CurrentCount == 0)
            {
                _wake.Release();
            }
        }
    }

    /// <summary>Until somebody wakes it; with a limit, not longer.</summary>
    private async Task SleepAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        try
        {
            await _wake.WaitAsync(longest > TimeSpan.Zero ? longest : Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The database failed the mail dispatcher ({Results} results are not written yet); trying again")]
    private partial void DatabaseFailed(int results, Exception exception);
}
