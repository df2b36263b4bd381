using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workflows.Engine.Durability.Telemetry;

namespace Workflows.Engine.Durability.Committing;

/// <summary>
/// Group commit. Bursts and events of many instances that arrive while one transaction commits form the next one; a caller
/// returns only after the transaction that carries its write has committed. A batch that fails is tried again member by member,
/// so that one bad or fenced write fails only its own caller. No timer is involved: an idle pump costs one round trip.
/// </summary>
internal sealed partial class CommitPump : IAsyncDisposable
{
    /// <summary>Writes in one transaction at the most: bounds its locks (one or two for each wait) and its latency.</summary>
    private const int MaxBatch = 256;

    private readonly Channel<Pending> _queue = Channel.CreateUnbounded<Pending>(new UnboundedChannelOptions { SingleReader = false });
    private readonly NpgsqlDataSource _database;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SignalPoints _signals;
    private readonly Task[] _pumps;
    private long _worker;

    /// <summary>Starts <paramref name="pumps"/> pumps; two let one transaction form while the other waits for the disk.</summary>
    public CommitPump(
        NpgsqlDataSource database, TimeProvider time, ILogger<CommitPump> logger, int pumps = 2, SignalPoints? signals = null)
    {
        _database = database;
        _time = time;
        _logger = logger;
        _signals = signals ?? new SignalPoints();
        _pumps = [.. Enumerable.Range(0, pumps).Select(_ => Task.Run(PumpAsync))];
    }

    /// <summary>The worker id that new work is owned by. Written by the lease keeper, read by each batch.</summary>
    public long Worker
    {
        get => Volatile.Read(ref _worker);
        set => Volatile.Write(ref _worker, value);
    }

    /// <summary>Commits a burst. Throws <see cref="FencedException"/> when another worker has taken the instance.</summary>
    public Task CommitAsync(BurstCommit burst) => EnqueueAsync(new Pending(burst, null));

    /// <summary>Stores an event and matches it.</summary>
    public Task IngestAsync(EventIngest ingest) => EnqueueAsync(new Pending(null, ingest));

    /// <summary>Completes the queue and waits for what is in it.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await Task.WhenAll(_pumps);
    }

    private Task EnqueueAsync(Pending pending)
    {
        if (!_queue.Writer.TryWrite(pending))
        {
            throw new ObjectDisposedException(nameof(CommitPump), "The engine is shutting down.");
        }

        return pending.Committed.Task;
    }

    private async Task PumpAsync()
    {
        var batch = new List<Pending>(MaxBatch);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxBatch && _queue.Reader.TryRead(out var pending))
            {
                batch.Add(pending);
            }

            if (batch.Count > 0)
            {
                await CommitAsync(batch);
                batch.Clear();
            }
        }
    }

    private async Task CommitAsync(List<Pending> batch)
    {
        try
        {
            await WriteAsync(batch);
            batch.ForEach(static p => p.Committed.SetResult());
        }
        catch (Exception error) when (batch.Count > 1 && error is FencedException or PostgresException)
        {
            BatchSplit(batch.Count, error.Message);
            foreach (var pending in batch)
            {
                pending.Reset();
                await CommitAsync([pending]);
            }
        }
        catch (Exception error)
        {
            batch.ForEach(p => p.Committed.SetException(error));
        }
    }

    private async Task WriteAsync(List<Pending> pending)
    {
        var bursts = new List<BurstCommit>(pending.Count);
        var events = new List<EventIngest>();
        foreach (var p in pending)
        {
            if (p.Burst is not null)
            {
                bursts.Add(p.Burst);
            }
            else
            {
                events.Add(p.Ingest!);
            }
        }

        var began = EngineTelemetry.CommitDuration.Enabled ? Stopwatch.GetTimestamp() : 0;
        using var span = EngineTelemetry.Spans.StartActivity("workflow.commit");
        var commit = new CommitBatch(bursts, events, Worker, _time.GetUtcNow());
        await using var connection = await _database.OpenConnectionAsync();
        await using var batch = connection.CreateBatch();
        commit.Build(batch);
        await _signals.SignalAsync(SignalPoints.BeforeCommit);
        await commit.ExecuteAsync(batch, CancellationToken.None);
        await _signals.SignalAsync(SignalPoints.AfterCommit);
        EngineTelemetry.CommitWrites.Record(pending.Count);
        if (began != 0)
        {
            EngineTelemetry.CommitDuration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Group commit of {Count} writes failed ({Reason}); trying them one by one")]
    private partial void BatchSplit(int count, string reason);

    private sealed record Pending(BurstCommit? Burst, EventIngest? Ingest)
    {
        public TaskCompletionSource Committed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Reset()
        {
            Burst?.FollowUps.Clear();
            Ingest?.Matched.Clear();
        }
    }
}
