using Npgsql;
using Workflows.Domain.Shared.Tenancy;

namespace Workflows.Domain.Shared.Data;

/// <summary>
/// A unit of work inside a transaction that somebody else owns and commits: a workflow burst. <see cref="CommitAsync"/> only
/// flushes. The owner flushes after each step (<see cref="FlushAsync"/>), tells when it rolled a step back
/// (<see cref="Forget"/>), and calls <see cref="RunCommitted"/> after its own commit.
/// </summary>
/// <param name="join">Gives the owner's transaction, begun if need be, with a savepoint for the running step.</param>
/// <param name="call">Who acts, for which tenant.</param>
/// <param name="contexts">Makes the EF context.</param>
public sealed class EnlistedUnitOfWork(
    Func<CancellationToken, ValueTask<NpgsqlTransaction>> join, CallContext call, DomainContextFactory contexts)
    : IUnitOfWork, IAsyncDisposable
{
    private readonly List<Action> _committed = [];
    private int _kept;
    private NpgsqlTransaction? _transaction;
    private DomainDbContext? _context;

    /// <summary>Joins a transaction that is open already.</summary>
    public EnlistedUnitOfWork(NpgsqlTransaction transaction, CallContext call, DomainContextFactory contexts)
        : this(_ => ValueTask.FromResult(transaction), call, contexts)
    {
    }

    /// <inheritdoc />
    public NpgsqlConnection Connection => Transaction.Connection
        ?? throw new InvalidOperationException("The transaction that was joined has ended.");

    /// <inheritdoc />
    public NpgsqlTransaction Transaction => _transaction
        ?? throw new InvalidOperationException("The unit of work has not begun: call BeginAsync first.");

    /// <inheritdoc />
    public async ValueTask<DomainDbContext> BeginAsync(CancellationToken cancellationToken)
    {
        // Asked for every time: the owner takes a savepoint for each step that writes.
        var transaction = await join(cancellationToken);
        if (_context is null || !ReferenceEquals(transaction, _transaction))
        {
            await DisposeAsync();
            await TenantSetting.SetAsync(transaction.Connection!, transaction, call.TenantId.ToString(), cancellationToken);
            _transaction = transaction;
            _context = contexts.Create(transaction.Connection!, transaction, call);
        }

        return _context;
    }

    /// <inheritdoc />
    public ValueTask CommitAsync(CancellationToken cancellationToken) => FlushAsync(cancellationToken);

    /// <inheritdoc />
    public void OnCommitted(Action action) => _committed.Add(action);

    /// <summary>Writes what is tracked, and keeps the actions registered so far whatever later steps do.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_context is not null)
        {
            await _context.SaveChangesAsync(cancellationToken);
        }

        _kept = _committed.Count;
    }

    /// <summary>
    /// Forgets the tracked rows and the actions since the last flush, because the owner rolled back to its savepoint. The next
    /// <see cref="BeginAsync"/> sets the tenant again.
    /// </summary>
    public void Forget()
    {
        _committed.RemoveRange(_kept, _committed.Count - _kept);
        _context?.Dispose();
        _context = null;
    }

    /// <summary>
    /// Flushes and sets the transaction's tenant to what its owner works with.
    /// </summary>
    /// <param name="tenantSetting">A tenant's id, or <see cref="TenantSetting.AllTenants"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async ValueTask LeaveAsync(string tenantSetting, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        if (_context is not null)
        {
            await TenantSetting.SetAsync(Connection, Transaction, tenantSetting, cancellationToken);
            await DisposeAsync();
        }
    }

    /// <summary>Runs the <see cref="OnCommitted"/> actions once; for the owner of the transaction, after its commit.</summary>
    public void RunCommitted()
    {
        var actions = _committed.ToArray();
        _committed.Clear();
        _kept = 0;
        foreach (var action in actions)
        {
            action();
        }
    }

    /// <summary>Drops the EF context and what it had not flushed. Connection and transaction stay their owner's.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_context is { } context)
        {
            _context = null;
            await context.DisposeAsync();
        }
    }
}
