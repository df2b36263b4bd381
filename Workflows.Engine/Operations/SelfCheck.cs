using Npgsql;
using Workflows.Engine.Durability.Reading;
using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Operations;

/// <summary>
/// Proof of liveness: finds instances that nothing existing can ever wake, orphan and overdue timers, expired leases and parked
/// work; raises an incident for the first kind.
/// </summary>
public sealed class SelfCheck(EngineDataSource database, TimeProvider time)
{
    private const int MaxFindings = 500;

    /// <summary>Looks, without changing anything. At most 500 findings, of all tenants.</summary>
    public async Task<IReadOnlyList<SelfCheckFinding>> FindAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Domain.CreateCommand(EngineSql.Get("self_check"));
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = time.GetUtcNow().ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MaxFindings });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var findings = new List<SelfCheckFinding>();
        while (await reader.ReadAsync(cancellationToken))
        {
            findings.Add(new SelfCheckFinding(
                reader.GetString(0), reader.GetGuid(1), reader.IsDBNull(2) ? null : reader.GetGuid(2),
                TenantReader.Instant(reader, 3), reader.GetString(4)));
        }

        return findings;
    }

    /// <summary>Raises an incident for each instance that nothing can wake (once), and gives how many.</summary>
    public async Task<int> RaiseIncidentsAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Domain.CreateCommand(EngineSql.Get("raise_liveness_incidents"));
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = time.GetUtcNow().ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MaxFindings });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
