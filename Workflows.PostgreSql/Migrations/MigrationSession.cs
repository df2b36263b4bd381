using Npgsql;

namespace Workflows.PostgreSql.Migrations;

/// <summary>
/// One connection that holds the migration lock while it works. The lock belongs to the session, not to a
/// transaction, because some scripts cannot run in one; it ends with the connection, however that ends.
/// </summary>
internal sealed class MigrationSession : IAsyncDisposable
{
    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(100);

    private readonly NpgsqlConnection _connection;
    private readonly long? _lockKey;

    private MigrationSession(NpgsqlConnection connection, long? lockKey)
    {
        _connection = connection;
        _lockKey = lockKey;
    }

    public static async Task<MigrationSession> OpenAsync(
        NpgsqlDataSource source, long? lockKey, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            // Asked again and again instead of waited for: a waiting statement holds a snapshot, which
            // `create index concurrently` of the holder would wait for in turn, a deadlock.
            while (lockKey is { } key && !await TryLockAsync(connection, key, cancellationToken))
            {
                await Task.Delay(LockRetry, TimeProvider.System, cancellationToken);
            }

            return new MigrationSession(connection, lockKey);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<bool> TableExistsAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select to_regclass('public.schema_migrations') is not null", _connection);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    public Task EnsureTableAsync(CancellationToken cancellationToken) => ExecuteAsync(
        """
        do $$ begin
            if to_regclass('public.schema_migrations') is null then
                create table public.schema_migrations (
                    module text not null,
                    version int not null,
                    name text not null,
                    checksum text not null,
                    applied_at timestamptz not null default now(),
                    primary key (module, version)
                );
            end if;
        end $$
        """, cancellationToken);

    public async Task<IReadOnlyList<AppliedMigration>> ReadAppliedAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select module, version, name, checksum, applied_at from public.schema_migrations order by module, version",
            _connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<AppliedMigration>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new AppliedMigration(
                reader.GetString(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3),
                await reader.GetFieldValueAsync<DateTimeOffset>(4, cancellationToken)));
        }

        return rows;
    }

    public Task ApplyAsync(Migration migration, CancellationToken cancellationToken) => RunAsync(
        migration, migration.Up, "up",
        "insert into public.schema_migrations (module, version, name, checksum) values ($1, $2, $3, $4)",
        [
            new NpgsqlParameter<string> { TypedValue = migration.Module },
            new NpgsqlParameter<int> { TypedValue = migration.Version },
            new NpgsqlParameter<string> { TypedValue = migration.Name },
            new NpgsqlParameter<string> { TypedValue = migration.Up.Checksum },
        ],
        cancellationToken);

    public Task RevertAsync(Migration migration, CancellationToken cancellationToken) => RunAsync(
        migration, migration.Down!, "down",
        "delete from public.schema_migrations where module = $1 and version = $2",
        [
            new NpgsqlParameter<string> { TypedValue = migration.Module },
            new NpgsqlParameter<int> { TypedValue = migration.Version },
        ],
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_lockKey is { } key && _connection.FullState.HasFlag(System.Data.ConnectionState.Open))
            {
                await using var command = new NpgsqlCommand("select pg_advisory_unlock($1)", _connection);
                command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = key });
                await command.ExecuteScalarAsync(CancellationToken.None);
            }
        }
        catch (NpgsqlException)
        {
            // The connection is lost, and the lock with it.
        }
        finally
        {
            await _connection.DisposeAsync();
        }
    }

    private static async Task<bool> TryLockAsync(
        NpgsqlConnection connection, long key, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock($1)", connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = key });
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static string Explain(PostgresException exception, SqlStatement statement)
    {
        var text = exception.Hint is { Length: > 0 } hint ? $"{exception.MessageText} ({hint})" : exception.MessageText;
        var into = Math.Clamp(exception.Position - 1, 0, statement.Text.Length);
        return $"line {statement.Line + statement.Text.AsSpan(0, into).Count('\n')}: {exception.SqlState} {text}";
    }

    private async Task RunAsync(
        Migration migration, MigrationScript script, string direction, string bookkeeping, NpgsqlParameter[] parameters,
        CancellationToken cancellationToken)
    {
        var running = new SqlStatement(string.Empty, 1);
        try
        {
            if (script.InTransaction)
            {
                await using var transaction = await _connection.BeginTransactionAsync(cancellationToken);
                await ExecuteAllAsync();
                await RecordAsync(bookkeeping, parameters, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return;
            }

            await ExecuteAllAsync();
            await RecordAsync(bookkeeping, parameters, cancellationToken);
        }
        catch (PostgresException exception)
        {
            var remains = script.InTransaction
                ? "Nothing of it remains."
                : "Its earlier statements remain; it runs again from its start next time.";
            throw new MigrationException(
                $"Migration {migration} ({direction}) failed: {Explain(exception, running)}. {remains}", exception);
        }

        // One by one, because a message of several statements would be one transaction, and to name the line of an
        // error.
        async Task ExecuteAllAsync()
        {
            foreach (var statement in script.Statements)
            {
                running = statement;
                await ExecuteAsync(statement.Text, cancellationToken);
            }
        }
    }

    private async Task RecordAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        // Building an index on a large table takes as long as it takes.
        await using var command = new NpgsqlCommand(sql, _connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
