using Npgsql;
using NpgsqlTypes;

namespace Workflows.Server.Scheduling.Ledger;

/// <summary>Statements with positional parameters.</summary>
internal static class Sql
{
    public static NpgsqlCommand Command(this NpgsqlConnection connection, string text, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlCommand(text, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(Parameter(value));
        }

        return command;
    }

    public static async Task<int> ExecuteAsync(
        this NpgsqlConnection connection, string text, object?[] values, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(text, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>An instant as PostgreSQL keeps it.</summary>
    public static DateTimeOffset Instant(this NpgsqlDataReader reader, int column) =>
        new(reader.GetDateTime(column), TimeSpan.Zero);

    public static DateTimeOffset? InstantOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.Instant(column);

    public static string? TextOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    private static NpgsqlParameter Parameter(object? value) => value switch
    {
        // A null needs no type of its own here: every statement casts the parameters that may be null.
        null => new NpgsqlParameter { Value = DBNull.Value },
        DateTimeOffset instant => new NpgsqlParameter<DateTimeOffset> { TypedValue = instant.ToUniversalTime() },
        IReadOnlyList<DateTimeOffset> instants => new NpgsqlParameter
        {
            Value = instants.Select(static i => i.ToUniversalTime()).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
        },
        IReadOnlyList<string?> texts => new NpgsqlParameter
        {
            Value = texts.ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
        },
        _ => new NpgsqlParameter { Value = value },
    };
}
