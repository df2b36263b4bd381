using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Workflows.Engine.Durability.Claiming;
using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Durability.Leasing;

/// <summary>
/// Registers this process as a worker, renews its lease, and takes the work of workers that died. Leases run on the real clock and
/// the database's clock, never on simulated time.
/// </summary>
/// <remarks>
/// <para>States of a worker row: registered, renewed every <see cref="LeaseOptions.RenewEvery"/>, expired
/// (<c>lease_until</c> in the past), gone (deleted by whoever reaps it, or by itself when it leaves).</para>
/// <para>A process that was paused finds its row gone when it renews: it registers anew under another id. Whatever it still held
/// under the old id is fenced off, because the reaper has cleared <c>owner</c> on those items.</para>
/// </remarks>
internal sealed partial class LeaseKeeper(
    EngineDataSource database, OwnershipDoubt doubt, IOptions<LeaseOptions> options, ILogger<LeaseKeeper> logger)
{
    // A worker that joined since the last look has a lease of more than this.
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterEnd = TimeSpan.FromMilliseconds(10);

    private readonly LeaseOptions _options = options.Value;
    private volatile WorkerLease? _lease;

    /// <summary>The lease; null before registration.</summary>
    public WorkerLease? Lease => _lease;

    /// <summary>Raised with the new worker id when this process (again) becomes a worker.</summary>
    public event Action<long>? Registered;

    /// <summary>Raised when work of dead workers has become free.</summary>
    public event Action? WorkFreed;

    /// <summary>Registers as a new worker.</summary>
    public async Task RegisterAsync(CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        await using var command = database.Pool.CreateCommand(EngineSql.Get("register_worker"));
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"{Environment.MachineName}:{Environment.ProcessId}" });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = _options.Kept });
        var id = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        _lease = WorkerLease.Renewed(id, started, _options, 0);
        WorkerRegistered(id);
        Registered?.Invoke(id);

        // Commits that were under way may have given work to the worker that we were.
        doubt.Raise();
    }

    /// <summary>Renews until cancelled. Registers again when the lease was lost.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_options.RenewEvery);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            try
            {
                await RenewAsync(cancellationToken);
            }
            catch (NpgsqlException error)
            {
                // The database is away; the lease simply runs out if it stays so.
                RenewalFailed(error.Message);
            }
        }
    }

    /// <summary>Takes the work of dead workers as soon as their leases end, until cancelled.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var pause = LongestLook;
            try
            {
                if (await NextEndAsync(cancellationToken) is { } left)
                {
                    if (left <= TimeSpan.Zero)
                    {
                        await ReapAsync(cancellationToken);
                    }
                    else if (left < pause)
                    {
                        pause = left;
                    }
                }
            }
            catch (NpgsqlException error)
            {
                WatchFailed(error.Message);
            }

            // A little more than the lease, so that the look finds it ended.
            await Task.Delay(pause + AfterEnd, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Frees everything this worker still holds.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (_lease is { } lease)
        {
            await using var command = database.Pool.CreateCommand(EngineSql.Get("leave_worker"));
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = lease.WorkerId });
            await command.ExecuteNonQueryAsync(cancellationToken);
            _lease = null;
        }
    }

    /// <summary>One renewal; registers anew when the row is gone.</summary>
    internal async Task RenewAsync(CancellationToken cancellationToken)
    {
        if (_lease is not { } lease)
        {
            // The last attempt got as far as giving everything back, and no further.
            await RegisterAsync(cancellationToken);
            return;
        }

        if (!lease.IsTrusted)
        {
            // We stopped acting on it, so bursts were dropped: give everything back and begin again, or it would stay ours unseen.
            LeaseLost(lease.WorkerId);
            await LeaveAsync(cancellationToken);
            WorkFreed?.Invoke();
            await RegisterAsync(cancellationToken);
            return;
        }

        var started = TimeProvider.System.GetTimestamp();
        await using var command = database.Pool.CreateCommand(EngineSql.Get("renew_worker"));
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = lease.WorkerId });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = _options.Kept });
        if (await command.ExecuteScalarAsync(cancellationToken) is long workers)
        {
            _lease = WorkerLease.Renewed(lease.WorkerId, started, _options, Math.Max(0, (int)workers - 1));
        }
        else
        {
            LeaseLost(lease.WorkerId);
            await RegisterAsync(cancellationToken);
        }
    }

    /// <summary>Frees the work of dead workers.</summary>
    internal async Task ReapAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Pool.CreateCommand(EngineSql.Get("reap_workers"));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var (dead, freed) = (reader.GetInt64(0), reader.GetInt64(1));
        if (dead > 0)
        {
            // What a sleeper still held locked was skipped.
            doubt.Raise();
        }

        if (freed > 0)
        {
            TookOver(freed);
            WorkFreed?.Invoke();
        }
    }

    private async Task<TimeSpan?> NextEndAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Pool.CreateCommand(EngineSql.Get("next_lease_end"));
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = _lease?.WorkerId ?? 0 });
        return await command.ExecuteScalarAsync(cancellationToken) is double seconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Registered as worker {WorkerId}")]
    private partial void WorkerRegistered(long workerId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Lost the lease of worker {WorkerId}; its bursts are abandoned")]
    private partial void LeaseLost(long workerId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not renew the worker lease: {Reason}")]
    private partial void RenewalFailed(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not look for workers whose lease ran out: {Reason}")]
    private partial void WatchFailed(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Freed {Count} work items of workers whose lease ran out")]
    private partial void TookOver(long count);
}
