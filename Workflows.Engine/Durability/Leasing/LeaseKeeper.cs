using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
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
internal sealed partial class LeaseKeeper(EngineDataSource database, IOptions<LeaseOptions> options, ILogger<LeaseKeeper> logger)
{
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
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = _options.Duration });
        var id = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        _lease = WorkerLease.Renewed(id, started, _options, 0);
        WorkerRegistered(id);
        Registered?.Invoke(id);
    }

    /// <summary>Renews and reaps until cancelled. Registers again when the lease was lost.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_options.RenewEvery);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            try
            {
                await RenewAsync(cancellationToken);
                await ReapAsync(cancellationToken);
            }
            catch (NpgsqlException error)
            {
                // The database is away; the lease simply runs out if it stays so.
                RenewalFailed(error.Message);
            }
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
            return;
        }

        if (!lease.IsTrusted)
        {
            // We stopped acting on it, so bursts were dropped: give everything back and begin again, or it would stay ours unseen.
            LeaseLost(lease.WorkerId);
            await LeaveAsync(cancellationToken);
            await RegisterAsync(cancellationToken);
            WorkFreed?.Invoke();
            return;
        }

        var started = TimeProvider.System.GetTimestamp();
        await using var command = database.Pool.CreateCommand(EngineSql.Get("renew_worker"));
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = lease.WorkerId });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = _options.Duration });
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
        var freed = await command.ExecuteNonQueryAsync(cancellationToken);
        if (freed > 0)
        {
            TookOver(freed);
            WorkFreed?.Invoke();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Registered as worker {WorkerId}")]
    private partial void WorkerRegistered(long workerId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Lost the lease of worker {WorkerId}; its bursts are abandoned")]
    private partial void LeaseLost(long workerId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not renew the worker lease: {Reason}")]
    private partial void RenewalFailed(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Freed {Count} work items of workers whose lease ran out")]
    private partial void TookOver(int count);
}
