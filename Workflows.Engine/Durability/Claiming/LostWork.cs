using Microsoft.Extensions.Logging;
using Npgsql;
using Workflows.Engine.Durability.Leasing;
using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Durability.Claiming;

/// <summary>
/// Finds work that nobody drives: items of workers that left no row, and items that are ours in the database although this process
/// does not know them, because the answer to the statement that gave them was lost. Looks every second while there is doubt, else
/// once a minute.
/// </summary>
/// <param name="database">The engine's database.</param>
/// <param name="leases">This worker.</param>
/// <param name="doubt">Says when to look.</param>
/// <param name="isHeld">Whether this process works on an item.</param>
/// <param name="logger">Is told what was found.</param>
internal sealed partial class LostWork(
    EngineDataSource database, LeaseKeeper leases, OwnershipDoubt doubt, Func<long, bool> isHeld, ILogger<LostWork> logger)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookAnyway = TimeSpan.FromMinutes(1);
    private HashSet<long> _unknown = [];

    /// <summary>Raised when work was found that can now be taken.</summary>
    public event Action? Found;

    /// <summary>Looks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var looked = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(LookEvery);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (!doubt.IsOpen && TimeProvider.System.GetElapsedTime(looked) < LookAnyway)
            {
                continue;
            }

            try
            {
                await leases.ReapAsync(cancellationToken);
                await AdoptAsync(cancellationToken);
                doubt.Looked();
                looked = TimeProvider.System.GetTimestamp();
            }
            catch (NpgsqlException error)
            {
                LookFailed(error.Message);
            }
        }
    }

    /// <summary>
    /// One look for items of ours that nobody here works on. What is seen twice is taken up; between the commit that gives an item and
    /// its lane lie milliseconds. To take up one too many does no harm, the fence lets one commit through.
    /// </summary>
    internal async Task AdoptAsync(CancellationToken cancellationToken)
    {
        if (leases.Lease is not { IsTrusted: true } lease)
        {
            return;
        }

        var unknown = await FindAsync(lease.WorkerId, cancellationToken);
        var sure = unknown.Where(_unknown.Contains).ToArray();
        _unknown = unknown;
        if (sure.Length == 0)
        {
            return;
        }

        await using var command = database.Pool.CreateCommand(EngineSql.Get("adopt_work_items"));
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = lease.WorkerId });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = sure });
        Adopted(await command.ExecuteNonQueryAsync(cancellationToken));
        Found?.Invoke();
    }

    private async Task<HashSet<long>> FindAsync(long worker, CancellationToken cancellationToken)
    {
        var unknown = new HashSet<long>();
        await using var command = database.Pool.CreateCommand(EngineSql.Get("find_own_items"));
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = worker });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (reader.GetInt64(0) is var id && !isHeld(id))
            {
                unknown.Add(id);
            }
        }

        return unknown;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Took up {Count} work items that were ours and that nobody drove")]
    private partial void Adopted(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not look for lost work: {Reason}")]
    private partial void LookFailed(string reason);
}
