using System.Collections.Frozen;
using Npgsql;
using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Durability.Bursts;

/// <summary>
/// Which definitions operators have paused. Work of a paused definition is parked in the database and freed when it is resumed.
/// Other processes learn of a change with the next reload, at the latest after the reload period.
/// </summary>
internal sealed class DefinitionPauses(EngineDataSource database)
{
    // Replaced as a whole by ReloadAsync; read by every burst.
    private volatile FrozenSet<(Guid, string)> _paused = FrozenSet<(Guid, string)>.Empty;

    public bool IsPaused(Guid tenantId, string definitionId) => _paused.Count > 0 && _paused.Contains((tenantId, definitionId));

    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Pool.CreateCommand("select tenant_id, definition_id from engine.definition_pauses");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var paused = new HashSet<(Guid, string)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            paused.Add((reader.GetGuid(0), reader.GetString(1)));
        }

        _paused = paused.ToFrozenSet();
    }

    public async Task PauseAsync(Guid tenantId, string definitionId, string by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using (var command = database.Pool.CreateCommand(
            "insert into engine.definition_pauses (tenant_id, definition_id, paused_at, paused_by) values ($1, $2, $3, $4) on conflict do nothing"))
        {
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = definitionId });
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = at.ToUniversalTime() });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = by });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await ReloadAsync(cancellationToken);
    }

    public async Task ResumeAsync(Guid tenantId, string definitionId, CancellationToken cancellationToken)
    {
        await using (var command = database.Pool.CreateCommand(EngineSql.Get("resume_definition")))
        {
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = definitionId });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await ReloadAsync(cancellationToken);
    }
}
