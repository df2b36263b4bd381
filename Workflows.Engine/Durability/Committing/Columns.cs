using Npgsql;
using NpgsqlTypes;

namespace Workflows.Engine.Durability.Committing;

/// <summary>Builds array parameters column by column, so that a batch of rows is one statement.</summary>
internal static class Columns
{
    public static NpgsqlBatchCommand Command(string name) => new(Storage.EngineSql.Get(name));

    public static NpgsqlBatchCommand Add<T>(this NpgsqlBatchCommand command, T[] values)
    {
        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = values });
        return command;
    }

    public static NpgsqlBatchCommand Column<TRow, T>(this NpgsqlBatchCommand command, List<TRow> rows, Func<TRow, T> value)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }

        return command.Add(values);
    }

    public static NpgsqlBatchCommand Text<TRow>(this NpgsqlBatchCommand command, List<TRow> rows, Func<TRow, string?> value)
    {
        var values = new string?[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }

        command.Parameters.Add(new NpgsqlParameter<string?[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        return command;
    }

    public static NpgsqlBatchCommand Bytes<TRow>(
        this NpgsqlBatchCommand command, List<TRow> rows, Func<TRow, ReadOnlyMemory<byte>> value)
    {
        var values = new ReadOnlyMemory<byte>?[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var bytes = value(rows[i]);
            values[i] = bytes.IsEmpty ? null : bytes;
        }

        command.Parameters.Add(new NpgsqlParameter<ReadOnlyMemory<byte>?[]>
        {
            TypedValue = values,
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
        });
        return command;
    }

    public static NpgsqlBatchCommand Scalar<T>(this NpgsqlBatchCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return command;
    }

    public static NpgsqlBatchCommand Optional(this NpgsqlBatchCommand command, string? value)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        return command;
    }
}
