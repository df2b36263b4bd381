using Microsoft.Extensions.Logging;
using Npgsql;
using Workflows.Engine.Durability.Leasing;
using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Durability.Claiming;

/// <summary>
/// Wake-ups between processes, off the write path: one connection listens, and at most one NOTIFY per <see cref="Pause"/> tells the
/// others that there is work. A NOTIFY inside each transaction would take a database-wide lock at commit.
/// </summary>
internal sealed partial class WorkNotifier(EngineDataSource database, LeaseKeeper leases, ILogger<WorkNotifier> logger)
{
    private const string Channel = "workflows_engine";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly WakeSignal _pending = new();

    /// <summary>Raised when another process says that there is work.</summary>
    public event Action? Notified;

    /// <summary>Asks to tell the other workers; does nothing when there are none.</summary>
    public void Notify()
    {
        if (leases.Lease is { OtherWorkers: > 0 })
        {
            _pending.Set();
        }
    }

    /// <summary>Sends until cancelled.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await _pending.WaitAsync(Timeout.InfiniteTimeSpan, cancellationToken);
            try
            {
                await using var command = database.Pool.CreateCommand($"notify {Channel}, '{leases.Lease?.WorkerId}'");
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
            catch (NpgsqlException error)
            {
                SendFailed(error.Message);
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Listens until cancelled, reconnecting when the database comes back.</summary>
    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(
                    new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false, KeepAlive = 30 }.ConnectionString);
                await connection.OpenAsync(cancellationToken);
                connection.Notification += (_, message) =>
                {
                    if (message.Payload != leases.Lease?.WorkerId.ToString(System.Globalization.CultureInfo.InvariantCulture))
                    {
                        Notified?.Invoke();
                    }
                };
                await using (var listen = new NpgsqlCommand($"listen {Channel}", connection))
                {
                    await listen.ExecuteNonQueryAsync(cancellationToken);
                }

                // What was sent while we were away is found by looking once.
                Notified?.Invoke();
                while (true)
                {
                    await connection.WaitAsync(cancellationToken);
                }
            }
            catch (NpgsqlException error)
            {
                ListenFailed(error.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not notify the other workers: {Reason}")]
    private partial void SendFailed(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The wake-up connection was lost: {Reason}; reconnecting")]
    private partial void ListenFailed(string reason);
}
