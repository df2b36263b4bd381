using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Durability.Retention;

/// <summary>Keeps a journal partition for each day ahead and drops those past retention. Days are the database's, in UTC.</summary>
internal sealed partial class JournalPartitions(EngineDataSource database, ILogger<JournalPartitions> logger)
{
    private const int DaysAhead = 7;
    private const string Prefix = "journal_d";

    /// <summary>Creates the partitions of today and the next days where they are missing.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var today = await TodayAsync(cancellationToken);
        var existing = await ListAsync(cancellationToken);
        for (var day = today; day <= today.AddDays(DaysAhead); day = day.AddDays(1))
        {
            if (!existing.Contains(day))
            {
                await CreateAsync(day, cancellationToken);
            }
        }
    }

    /// <summary>Drops partitions whose last row is older than <paramref name="keep"/>. Gives how many.</summary>
    public async Task<int> DropOldAsync(TimeSpan keep, CancellationToken cancellationToken)
    {
        var oldest = (await TodayAsync(cancellationToken)).AddDays(-(int)Math.Ceiling(keep.TotalDays));
        var dropped = 0;
        foreach (var day in (await ListAsync(cancellationToken)).Where(d => d < oldest))
        {
            await ExecuteAsync($"drop table engine.{Name(day)}", cancellationToken);
            Dropped(day);
            dropped++;
        }

        return dropped;
    }

    private async Task CreateAsync(DateOnly day, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(
                $"create table if not exists engine.{Name(day)} partition of engine.journal "
                + $"for values from ('{Iso(day)}T00:00:00Z') to ('{Iso(day.AddDays(1))}T00:00:00Z')",
                cancellationToken);
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.UniqueViolation
            or PostgresErrorCodes.CheckViolation)
        {
            // Another process was faster, or rows of that day are already in the default partition, which then keeps them.
            NotCreated(day, error.MessageText);
        }
    }

    private async Task<DateOnly> TodayAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Pool.CreateCommand("select (clock_timestamp() at time zone 'UTC')::date");
        return (DateOnly)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<HashSet<DateOnly>> ListAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Pool.CreateCommand(
            "select c.relname from pg_inherits h join pg_class c on c.oid = h.inhrelid where h.inhparent = 'engine.journal'::regclass");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var days = new HashSet<DateOnly>();
        while (await reader.ReadAsync(cancellationToken))
        {
            if (DateOnly.TryParseExact(
                reader.GetString(0)[Math.Min(Prefix.Length, reader.GetString(0).Length)..], "yyyyMMdd", CultureInfo.InvariantCulture,
                DateTimeStyles.None, out var day))
            {
                days.Add(day);
            }
        }

        return days;
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = database.Domain.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Name(DateOnly day) => Prefix + day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [LoggerMessage(Level = LogLevel.Information, Message = "Dropped the journal of {Day}")]
    private partial void Dropped(DateOnly day);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The journal partition of {Day} was not created: {Reason}")]
    private partial void NotCreated(DateOnly day, string reason);
}
