using Npgsql;
using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Management;

/// <summary>A transaction that sees one tenant's rows only, besides those of nobody. Without a commit it is rolled back.</summary>
internal sealed class TenantScope : IAsyncDisposable
{
    private TenantScope(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        Connection = connection;
        Transaction = transaction;
    }

    public NpgsqlConnection Connection { get; }

    public NpgsqlTransaction Transaction { get; }

    /// <param name="database">The database.</param>
    /// <param name="tenantId">The tenant; null: all of them.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<TenantScope> OpenAsync(EngineDataSource database, Guid? tenantId, CancellationToken cancellationToken)
    {
        var connection = await database.Domain.OpenConnectionAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var scope = new TenantScope(connection, transaction);
            await using var narrow = scope.Command("select set_config('workflows.tenant', $1, true)");
            narrow.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tenantId?.ToString() ?? "*" });
            await narrow.ExecuteNonQueryAsync(cancellationToken);
            return scope;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public NpgsqlCommand Command(string text) => new(text, Connection, Transaction);

    /// <summary>Runs a statement with parameters $1, $2, ...</summary>
    public async Task<int> ExecuteAsync(string text, CancellationToken cancellationToken, params object?[] values)
    {
        await using var command = Command(text);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task CommitAsync(CancellationToken cancellationToken) => Transaction.CommitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
