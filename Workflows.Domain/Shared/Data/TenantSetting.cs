using Npgsql;

namespace Workflows.Domain.Shared.Data;

/// <summary>The transaction-local setting that row-level security reads.</summary>
public static class TenantSetting
{
    /// <summary>Value that opens all tenants: background work of the server itself.</summary>
    public const string AllTenants = "*";

    /// <summary>Sets the tenant for the rest of the transaction (or back to what it was when a savepoint rolls back).</summary>
    public static async ValueTask SetAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string value, CancellationToken cancellationToken)
    {
        var command = Command(value);
        await using (command)
        {
            command.Connection = connection;
            command.Transaction = transaction;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>
    /// The same as the first command of a batch: a batch without explicit transaction runs as one transaction, so one round trip
    /// does for setting and query.
    /// </summary>
    public static NpgsqlBatchCommand BatchCommand(string value) =>
        new("select set_config('workflows.tenant', $1, true)") { Parameters = { new() { Value = value } } };

    private static NpgsqlCommand Command(string value) =>
        new("select set_config('workflows.tenant', $1, true)") { Parameters = { new() { Value = value } } };
}
