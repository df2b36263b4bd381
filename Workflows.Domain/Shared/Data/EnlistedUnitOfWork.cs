using Npgsql;
using Workflows.Domain.Shared.Tenancy;

namespace Workflows.Domain.Shared.Data;

/// <summary>
/// A unit of work inside a transaction that somebody else owns and commits: a workflow burst. <see cref="CommitAsync"/> only
/// flushes. The owner calls <see cref="LeaveAsync"/> when the scope has done its work, and <see cref="RunCommitted"/> after its
/// own commit.
/// </summary>
public sealed class EnlistedUnitOfWork(
    NpgsqlConnection connection, NpgsqlTransaction transaction, CallContext call, DomainContextFactory contexts)
    : IUnitOfWork, IAsyncDisposable
{
    private readonly List<Action> _committed = [];
    private DomainDbContext? _context;

    /// <inheritdoc />
    public NpgsqlConnection Connection => connection;

    /// <inheritdoc />
    public NpgsqlTransaction Transaction => transaction;

    /// <summary>Whether anything has begun; when not, there is nothing to flush or to restore.</summary>
    public bool HasBegun => _context is not null;

    /// <inheritdoc />
    public async ValueTask<DomainDbContext> BeginAsync(CancellationToken cancellationToken)
    {
        if (_context is null)
        {
            await TenantSetting.SetAsync(connection, transaction, call.TenantId.ToString(), cancellationToken);
            _context = contexts.Create(connection, transaction, call);
        }

        return _context;
    }

    /// <inheritdoc />
    public async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        if (_context is not null)
        {
            await _context.SaveChangesAsync(cancellationToken);
        }
    }

    /// <inheritdoc />
    public void OnCommitted(Action action) => _committed.Add(action);

    /// <summary>
    /// Flushes and sets the transaction's tenant to what its owner works with. Not needed after a rollback to a savepoint taken
    /// before <see cref="BeginAsync"/>, which restores the setting by itself.
    /// </summary>
    /// <param name="tenantSetting">A tenant's id, or <see cref="TenantSetting.AllTenants"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async ValueTask LeaveAsync(string tenantSetting, CancellationToken cancellationToken)
    {
        if (_context is null)
        {
            return;
        }

        await _context.SaveChangesAsync(cancellationToken);
        await TenantSetting.SetAsync(connection, transaction, tenantSetting, cancellationToken);
        await DisposeAsync();
    }

    /// <summary>Runs the <see cref="OnCommitted"/> actions once; for the owner of the transaction, after its commit.</summary>
    public void RunCommitted()
    {
        var actions = _committed.ToArray();
        _committed.Clear();
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
