using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Workflows.Server.Http.Idempotency;

/// <summary>The rows of <c>idempotency_keys</c>, in the transaction of the work itself.</summary>
internal sealed class IdempotencyStore(NpgsqlConnection connection, NpgsqlTransaction transaction)
{
    // A request in flight holds its row; whoever comes second waits this long for its answer.
    private const string SetWait = "set local lock_timeout = '3s'";

    private const string Claim =
        """
        insert into idempotency_keys (tenant_id, route, key, body_hash, created_at, expires_at)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (tenant_id, route, key) do update
            set body_hash = excluded.body_hash, status = null, headers = '{}', answer = null,
                created_at = excluded.created_at, expires_at = excluded.expires_at
            where idempotency_keys.expires_at <= $5
        returning true
        """;

    private const string Read =
        "select body_hash, status, headers, answer from idempotency_keys where tenant_id = $1 and route = $2 and key = $3";

    private const string Keep =
        "update idempotency_keys set status = $4, headers = $5, answer = $6 where tenant_id = $1 and route = $2 and key = $3";

    /// <summary>
    /// Takes the key for this transaction. False: a live answer exists. Waits for a request in flight with the same key and throws
    /// <see cref="PostgresException"/> (lock not available) when that takes too long.
    /// </summary>
    public async Task<bool> TryClaimAsync(
        IdempotencyRequest request, DateTimeOffset now, TimeSpan keep, CancellationToken cancellationToken)
    {
        await ExecuteAsync(SetWait, cancellationToken);
        await using var command = Command(Claim, request);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = request.BodyHash });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = (now + keep).ToUniversalTime() });
        var claimed = await command.ExecuteScalarAsync(cancellationToken) is true;
        if (claimed)
        {
            await ExecuteAsync("set local lock_timeout to default", cancellationToken);
        }

        return claimed;
    }

    /// <summary>The answer of the first request; null when it has just expired and gone.</summary>
    public async Task<StoredAnswer?> FindAsync(IdempotencyRequest request, CancellationToken cancellationToken)
    {
        await using var command = Command(Read, request);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        return new StoredAnswer(
            await reader.GetFieldValueAsync<byte[]>(0, cancellationToken),
            await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetInt32(1),
            JsonSerializer.Deserialize<Dictionary<string, string>>(reader.GetString(2))!,
            await reader.IsDBNullAsync(3, cancellationToken) ? [] : await reader.GetFieldValueAsync<byte[]>(3, cancellationToken));
    }

    /// <summary>Keeps the answer; it counts when the transaction commits.</summary>
    public async Task KeepAsync(
        IdempotencyRequest request, int status, IReadOnlyDictionary<string, string> headers, byte[] body,
        CancellationToken cancellationToken)
    {
        await using var command = Command(Keep, request);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = status });
        command.Parameters.Add(new NpgsqlParameter { Value = JsonSerializer.Serialize(headers), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = body });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql, IdempotencyRequest request) => new(sql, connection, transaction)
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = request.TenantId },
            new NpgsqlParameter<string> { TypedValue = request.Route },
            new NpgsqlParameter<string> { TypedValue = request.Key },
        },
    };

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
