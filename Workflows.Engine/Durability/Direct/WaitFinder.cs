using System.Threading.Channels;
using Npgsql;
using Workflows.Engine.Durability.Committing;
using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Durability.Direct;

/// <summary>Answers <see cref="WaitQuery"/>s: those that come in while one round trip is under way share the next.</summary>
internal sealed class WaitFinder(EngineDataSource database)
{
    private const int MaxBatch = 256;
    private readonly Channel<WaitQuery> _queue = Channel.CreateUnbounded<WaitQuery>();

    /// <summary>Asks and waits for the answer.</summary>
    public Task FindAsync(WaitQuery query)
    {
        return _queue.Writer.TryWrite(query) ? query.Answered.Task : Task.CompletedTask;
    }

    /// <summary>Answers until cancelled; may run several times at once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var end = cancellationToken.Register(Close);
        var batch = new List<WaitQuery>(MaxBatch);
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < MaxBatch && _queue.Reader.TryRead(out var query))
            {
                batch.Add(query);
            }

            if (batch.Count > 0)
            {
                await AnswerAsync(batch);
                batch.Clear();
            }
        }
    }

    private void Close() => _queue.Writer.TryComplete();

    private async Task AnswerAsync(List<WaitQuery> queries)
    {
        try
        {
            await using var connection = await database.Pool.OpenConnectionAsync();
            await using var batch = connection.CreateBatch();
            batch.BatchCommands.Add(Columns.Command("find_waits")
                .Column(queries, static q => q.TenantId).Column(queries, static q => q.Hash).Text(queries, static q => q.CorrelationId));
            await using var reader = await batch.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var query = queries[reader.GetInt32(0) - 1];
                query.Found++;
                query.IsBusy |= reader.GetBoolean(7);
                query.InstanceId = reader.GetGuid(2);
                query.BookmarkId = reader.GetGuid(3);
                query.Snapshot = new InstanceSnapshot(reader.GetInt64(4), reader.GetString(5), reader.GetFieldValue<byte[]>(6));
            }
        }
        catch (Exception error)
        {
            // Nothing was changed: the events take the ordinary way, which reports what is wrong with the database.
            queries.ForEach(static q => q.Found = 0);
            if (error is not NpgsqlException)
            {
                throw;
            }
        }
        finally
        {
            queries.ForEach(static q => q.Answered.TrySetResult());
        }
    }
}
