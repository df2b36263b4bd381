using Npgsql;
using Workflows.Domain.Shared.Tenancy;

namespace Workflows.Domain.Shared.Data;

/// <summary>
/// The unit of work of an HTTP request or a job: owns a connection and a transaction from <see cref="BeginAsync"/> to
/// <see cref="CommitAsync"/>, after which it can begin anew. What is not committed when the scope ends rolls back.
/// </summary>
public sealed class RequestUnitOfWork(NpgsqlDataSource dataSource, CallContext call, DomainContextFactory contexts)
    : IUnitOfWork, IAsyncDisposable
{
    private readonly List<Action> _committed = [];
    private NpgsqlConnection? _connection;
    private NpgsqlTransaction? _transaction;
    private DomainDbContext? _context;

    /// <inheritdoc />
    public NpgsqlConnection Connection => _connection ?? throw NotBegun();

    /// <inheritdoc />
    public NpgsqlTransaction Transaction => _transaction ?? throw NotBegun();

    /// <inheritdoc />
    public async ValueTask<DomainDbContext> BeginAsync(CancellationToken cancellationToken)
    {
        if (_context is not null)
        {
            return _context;
        }

        var tenant = call.TenantId.ToString();
        _connection = await dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            _transaction = await _connection.BeginTransactionAsync(cancellationToken);
            await TenantSetting.SetAsync(_connection, _transaction, tenant, cancellationToken);
            return _context = contexts.Create(_connection, _transaction, call);
        }
        catch
        {
            await ReleaseAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        if (_context is null)
        {
            return;
        }

        await _context.SaveChangesAsync(cancellationToken);
        await Transaction.CommitAsync(cancellationToken);
        var actions = _committed.ToArray();
        await ReleaseAsync();
        foreach (var action in actions)
        {
            action();
        }
    }

    /// <inheritdoc />
    public void OnCommitted(Action action) => _committed.Add(action);

    /// <summary>Rolls back what was not committed and gives the connection back.</summary>
    public ValueTask DisposeAsync() => ReleaseAsync();

    private static InvalidOperationException NotBegun() => new("The unit of work has not begun: call BeginAsync first.");

    private async ValueTask ReleaseAsync()
    {
        _committed.Clear();
        if (_context is { } context)
        {
            _context = null;
            await context.DisposeAsync();
        }

        if (_transaction is { } transaction)
        {
            _transaction = null;
            await transaction.DisposeAsync();
        }

        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }
}
