using Npgsql;

namespace Workflows.Server.Simulation;

/// <summary>Where the simulated clock stands, in <c>server_settings</c>.</summary>
internal static class ClockStore
{
    private const string Key = "simulated_time";

    /// <summary>Where it stood when it was last moved; null on a new database. Called while services are made, hence synchronous.</summary>
    public static DateTimeOffset? Read(string connectionString)
    {
        using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand("select (value #>> '{}')::timestamptz from server_settings where key = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Key });
        try
        {
            return command.ExecuteScalar() is DateTime stood ? new DateTimeOffset(stood, TimeSpan.Zero) : null;
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            // The first start: migrations come later.
            return null;
        }
    }

    public static async Task WriteAsync(NpgsqlConnection connection, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into server_settings (key, value) values ($1, to_jsonb($2::timestamptz))
            on conflict (key) do update set value = excluded.value, updated_at = now()
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Key });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = instant.ToUniversalTime() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
