using Microsoft.Extensions.Options;
using Npgsql;
using Workflows.Engine.Durability.Hosting;
using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Durability.Retention;

/// <summary>Removes what is past its retention, in batches that never hold a lock for long. Safe to run on several workers.</summary>
public sealed class RetentionSweeper
{
    private const int Batch = 1000;
    private static readonly TimeSpan KeepReceipts = TimeSpan.FromHours(24);
    private readonly EngineDataSource _database;
    private readonly JournalPartitions _journal;
    private readonly EngineOptions _options;
    private readonly TimeProvider _time;

    internal RetentionSweeper(EngineDataSource database, JournalPartitions journal, IOptions<EngineOptions> options, TimeProvider time)
    {
        _database = database;
        _journal = journal;
        _options = options.Value;
        _time = time;
    }

    /// <summary>One sweep: finished instances, old bulk commands and alteration plans, expired events and receipts, old journal partitions; makes the coming days' partitions.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        await DeleteAsync("expire_events", now, cancellationToken);
        await DeleteAsync("expire_receipts", now - KeepReceipts, cancellationToken);
        await DeleteAsync("expire_bulk_commands", now - _options.KeepFinished, cancellationToken);
        await DeleteAsync("expire_alteration_plans", now - _options.KeepFinished, cancellationToken);
        await DeleteAsync("delete_finished_instances", now - _options.KeepFinished, cancellationToken);
        await _journal.DropOldAsync(_options.KeepJournal, cancellationToken);
        await _journal.EnsureAsync(cancellationToken);
    }

    private async Task DeleteAsync(string statement, DateTimeOffset before, CancellationToken cancellationToken)
    {
        int deleted;
        do
        {
            await using var command = _database.Domain.CreateCommand(EngineSql.Get(statement));
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = before.ToUniversalTime() });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Batch });
            deleted = await command.ExecuteNonQueryAsync(cancellationToken);
        }
        while (deleted >= Batch);
    }
}
