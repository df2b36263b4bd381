using Npgsql;
using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Durability.Transactions;

/// <summary>
/// The transaction of the current burst, opened when the first activity asks for it. Activities that change rows through it are
/// all-or-nothing with the workflow's own state: either the step happened, with its rows, its journal and its follow-ups, or it
/// did not. Scoped to a burst.
/// </summary>
public sealed class BurstTransaction : IAsyncDisposable
{
    private const string Savepoint = "activity";
    private readonly EngineDataSource _database;
    private NpgsqlConnection? _connection;
    private NpgsqlTransaction? _transaction;
    private bool _savepoint;
    private bool _slot;

    internal BurstTransaction(EngineDataSource database) => _database = database;

    /// <summary>Whether an activity of this burst has asked for the transaction.</summary>
    public bool IsOpen => _transaction is not null;

    /// <summary>The transaction, when open.</summary>
    public NpgsqlTransaction? Current => _transaction;

    /// <summary>Why the transaction could not be had when an activity asked for it; null when it could.</summary>
    internal Exception? Outage { get; private set; }

    /// <summary>Raised after a failed activity's changes were rolled back: whatever caches rows must forget them.</summary>
    public event Action? RolledBack;

    /// <summary>Raised before the burst commits, in time to write what is still only in memory.</summary>
    public event Func<CancellationToken, ValueTask>? Flushing;

    /// <summary>
    /// The transaction, begun if need be, with a savepoint for the running activity. Its session sees every tenant; set
    /// <c>workflows.tenant</c> for the transaction to narrow it.
    /// </summary>
    public async ValueTask<NpgsqlTransaction> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await BeginAsync(cancellationToken);
        }
        catch (Exception error) when (DatabaseOutage.Is(error))
        {
            Outage = error;
            throw;
        }
    }

    /// <summary>Keeps what the activity did.</summary>
    internal async ValueTask KeepAsync(CancellationToken cancellationToken)
    {
        if (_savepoint)
        {
            await FlushAsync(cancellationToken);
            await _transaction!.ReleaseAsync(Savepoint, cancellationToken);
            _savepoint = false;
        }
    }

    /// <summary>Undoes what the activity did.</summary>
    internal async ValueTask UndoAsync(CancellationToken cancellationToken)
    {
        if (_savepoint)
        {
            await _transaction!.RollbackAsync(Savepoint, cancellationToken);
            await _transaction.ReleaseAsync(Savepoint, cancellationToken);
            _savepoint = false;
            RolledBack?.Invoke();
        }
    }

    /// <summary>Commits. The burst's own statements were run on <see cref="Current"/>'s connection before.</summary>
    internal async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        await _transaction!.CommitAsync(cancellationToken);
        await CloseAsync();
    }

    /// <summary>Writes what joined sessions still hold in memory.</summary>
    internal async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (Flushing is { } flushing)
        {
            foreach (var handler in flushing.GetInvocationList().Cast<Func<CancellationToken, ValueTask>>())
            {
                await handler(cancellationToken);
            }
        }
    }

    /// <summary>Rolls back what is not committed and gives the connection back.</summary>
    public ValueTask DisposeAsync() => CloseAsync();

    private async ValueTask<NpgsqlTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        if (_transaction is null)
        {
            await CloseAsync();
            await _database.TransactionSlots.WaitAsync(cancellationToken);
            _slot = true;
            _connection = await _database.Domain.OpenConnectionAsync(cancellationToken);
            _transaction = await _connection.BeginTransactionAsync(cancellationToken);
        }

        if (!_savepoint)
        {
            await _transaction.SaveAsync(Savepoint, cancellationToken);
            _savepoint = true;
        }

        return _transaction;
    }

    private async ValueTask CloseAsync()
    {
        try
        {
            if (_transaction is { } transaction)
            {
                _transaction = null;
                _savepoint = false;
                await transaction.DisposeAsync();
            }

            if (_connection is { } connection)
            {
                _connection = null;
                await connection.DisposeAsync();
            }
        }
        finally
        {
            if (_slot)
            {
                _slot = false;
                _database.TransactionSlots.Release();
            }
        }
    }
}
