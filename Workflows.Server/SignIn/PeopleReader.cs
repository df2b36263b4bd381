using Npgsql;
using Workflows.Domain.Shared.Data;

namespace Workflows.Server.SignIn;

/// <summary>
/// Looks people up before a tenant is known. Each look-up is one round trip: the setting that opens all tenants and the query
/// run as one implicit transaction.
/// </summary>
internal sealed class PeopleReader(NpgsqlDataSource dataSource)
{
    // Nobody belongs to more tenants than this under one login; bounds the hashing an anonymous caller can cause.
    private const int MaximumCandidates = 5;

    private const string Columns =
        """
        u.tenant_id, t.key, u.id, u.login, u.name, u.role, u.active and t.active, u.token_version, u.must_change_password,
        u.password_hash, u.locked_until
        """;

    private const string ById =
        $"""
        select {Columns}
        from users u join tenants t on t.id = u.tenant_id
        where u.id = $1 and u.tenant_id = $2
        """;

    private const string ByLogin =
        $"""
        select {Columns}
        from users u join tenants t on t.id = u.tenant_id
        where (lower(u.login) = lower($1) or lower(u.email) = lower($1)) and ($2::text is null or t.key = $2)
        order by u.id
        limit $3
        """;

    private const string ByKey =
        $"""
        select {Columns}, k.id, k.last_used_at, k.expires_at, k.revoked_at
        from api_keys k
        join users u on u.tenant_id = k.tenant_id and u.id = k.user_id
        join tenants t on t.id = u.tenant_id
        where k.key_hash = $1
        """;

    private const string TouchKey = "update api_keys set last_used_at = $2 where id = $1 and (last_used_at is null or last_used_at < $2)";

    public async ValueTask<PersonRow?> FindAsync(Guid tenantId, Guid userId, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(
            new NpgsqlBatchCommand(ById) { Parameters = { new() { Value = userId }, new() { Value = tenantId } } },
            static reader => Person(reader), cancellationToken);
        return rows.Count == 0 ? null : rows[0];
    }

    public async ValueTask<IReadOnlyList<PersonRow>> FindByLoginAsync(string login, string? tenantKey, CancellationToken cancellationToken) =>
        await ReadAsync(
            new NpgsqlBatchCommand(ByLogin)
            {
                Parameters =
                {
                    new() { Value = login },
                    new() { Value = (object?)tenantKey ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
                    new() { Value = MaximumCandidates },
                },
            },
            static reader => Person(reader), cancellationToken);

    public async ValueTask<KeyRow?> FindByKeyAsync(byte[] keyHash, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(
            new NpgsqlBatchCommand(ByKey) { Parameters = { new() { Value = keyHash } } },
            static reader => new KeyRow(
                Person(reader), reader.GetGuid(11), Instant(reader, 12), Instant(reader, 13), Instant(reader, 14)),
            cancellationToken);
        return rows.Count == 0 ? null : rows[0];
    }

    public async ValueTask TouchKeyAsync(Guid keyId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(TenantSetting.BatchCommand(TenantSetting.AllTenants));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(TouchKey) { Parameters = { new() { Value = keyId }, new() { Value = now } } });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private async ValueTask<List<T>> ReadAsync<T>(
        NpgsqlBatchCommand query, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(TenantSetting.BatchCommand(TenantSetting.AllTenants));
        batch.BatchCommands.Add(query);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var rows = new List<T>(1);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static PersonRow Person(NpgsqlDataReader reader) => new(
        reader.GetGuid(0), reader.GetString(1), reader.GetGuid(2), reader.GetString(3), reader.GetString(4), reader.GetString(5),
        reader.GetBoolean(6), reader.GetInt32(7), reader.GetBoolean(8),
        reader.IsDBNull(9) ? null : reader.GetString(9), Instant(reader, 10));

    private static DateTimeOffset? Instant(NpgsqlDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : reader.GetFieldValue<DateTimeOffset>(ordinal);
}
