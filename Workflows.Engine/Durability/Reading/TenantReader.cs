using Npgsql;
using Workflows.Engine.Durability.Committing;
using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Durability.Reading;

/// <summary>
/// Runs read statements for one tenant: the statement carries the tenant as its first parameter and, in the same round trip, the
/// transaction's row-level security is narrowed to it, so that a forgotten filter still returns nothing.
/// </summary>
internal sealed class TenantReader(EngineDataSource database)
{
    public async Task<List<T>> QueryAsync<T>(
        Guid tenantId, string statement, Action<NpgsqlBatchCommand> bind, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken)
    {
        await using var connection = await database.Domain.OpenConnectionAsync(cancellationToken);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select set_config('workflows.tenant', $1, true)").Scalar(tenantId.ToString()));
        var command = Columns.Command(statement).Scalar(tenantId);
        bind(command);
        batch.BatchCommands.Add(command);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    public static DateTimeOffset? Instant(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);

    public static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
