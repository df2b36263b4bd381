using System.Threading.Channels;

namespace Workflows.Server.MailDispatch;

/// <summary>
/// Joins the writes of all senders: while one transaction commits, the next one fills, so that a lone mail pays one commit and
/// many mails share theirs. A note is answered only after its commit; a result is kept until it is written.
/// </summary>
internal sealed partial class MailJournal : IAsyncDisposable
{
    private const int MaximumBatch = 500;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Channel<Entry> _entries = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _patience = new();
    private readonly CancellationTokenSource _abandon = new();
    private readonly MailStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Task _pump;

    public MailJournal(MailStore store, TimeProvider time, ILogger logger)
    {
        _store = store;
        _time = time;
        _logger = logger;
        _pump = Task.Run(PumpAsync);
    }

    /// <summary>Notes that the mail is about to be handed over.</summary>
    public Task<NoteOutcome> StartAsync(ClaimedMail mail) => WriteAsync(new Entry(mail, null));

    /// <summary>Writes a result; completes when it is stored or given up. Tried again until the database takes it.</summary>
    public Task FinishAsync(MailResult result) => WriteAsync(new Entry(null, result));

    /// <summary>From now on a database that fails is tried again for at most the given time.</summary>
    public void LimitPatience(TimeSpan patience) => _patience.CancelAfter(patience);

    /// <summary>Writes what is still open, for at most the given time, and ends.</summary>
    public async ValueTask CloseAsync(TimeSpan patience)
    {
        _entries.Writer.TryComplete();
        _patience.CancelAfter(patience);
        _abandon.CancelAfter(patience);
        await _pump;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync(TimeSpan.Zero);
        _patience.Dispose();
        _abandon.Dispose();
    }

    private Task<NoteOutcome> WriteAsync(Entry entry) =>
        _entries.Writer.TryWrite(entry) ? entry.Done.Task : Task.FromResult(NoteOutcome.Unknown);

    private async Task PumpAsync()
    {
        var batch = new List<Entry>(MaximumBatch);
        while (await _entries.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaximumBatch && _entries.Reader.TryRead(out var entry))
            {
                batch.Add(entry);
            }

            await WriteAsync(batch);
            batch.Clear();
        }
    }

    private async Task WriteAsync(List<Entry> batch)
    {
        var results = batch.Where(static e => e.Result is not null).ToList();
        var starts = batch.Where(static e => e.Start is not null).ToList();
        while (true)
        {
            try
            {
                var started = await _store.WriteAsync(
                    results.ConvertAll(static e => e.Result!), starts.ConvertAll(static e => e.Start!), _time.GetUtcNow(), _abandon.Token);
                starts.ForEach(e => e.Done.TrySetResult(started.Contains(e.Start!.Id) ? NoteOutcome.Noted : NoteOutcome.LeaseLost));
                results.ForEach(static e => e.Done.TrySetResult(NoteOutcome.Noted));
                return;
            }
            catch (Exception exception)
            {
                // Without its note a mail must not be handed over. Whether the note was committed is unknown, but its sender
                // knows that the mail has not left, and gives it back.
                starts.ForEach(static e => e.Done.TrySetResult(NoteOutcome.Unknown));
                starts.Clear();
                if (results.Count == 0 || _patience.IsCancellationRequested)
                {
                    results.ForEach(static e => e.Done.TrySetResult(NoteOutcome.Unknown));
                    return;
                }

                ResultsNotWritten(results.Count, exception);
            }

            await PauseAsync();
        }
    }

    private async Task PauseAsync()
    {
        try
        {
            await Task.Delay(RetryAfter, TimeProvider.System, _patience.Token);
        }
        catch (OperationCanceledException)
        {
            // The last try follows at once and ends the loop.
            return;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The results of {Count} mails could not be written yet; trying again")]
    private partial void ResultsNotWritten(int count, Exception exception);

    private sealed record Entry(ClaimedMail? Start, MailResult? Result)
    {
        public TaskCompletionSource<NoteOutcome> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
