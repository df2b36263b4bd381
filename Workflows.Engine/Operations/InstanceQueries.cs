using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Durability.Committing;
using Workflows.Engine.Durability.Reading;
using Workflows.Engine.Durability.Storage;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Operations;

/// <summary>Reads instances for people: lists, one in detail, its journal. Every call is for one tenant.</summary>
public sealed class InstanceQueries(EngineDataSource database, IWorkflowCatalog catalog)
{
    private readonly TenantReader _reader = new(database);

    /// <summary>How many instances match.</summary>
    public async Task<long> CountAsync(Guid tenantId, InstanceFilter filter, CancellationToken cancellationToken) =>
        (await _reader.QueryAsync(
            tenantId, "count_instances", c => Bind(c, filter), static r => r.GetInt64(0), cancellationToken))[0];

    /// <summary>Matching instances, newest first.</summary>
    public async Task<IReadOnlyList<InstanceSummary>> ListAsync(
        Guid tenantId, InstanceFilter filter, int offset, int limit, CancellationToken cancellationToken) =>
        await _reader.QueryAsync(
            tenantId,
            "list_instances",
            c => Bind(c, filter).Scalar((long)offset).Scalar((long)limit),
            static r => new InstanceSummary
            {
                Id = r.GetGuid(0),
                DefinitionId = r.GetString(1),
                DefinitionVersion = r.GetInt32(2),
                Name = TenantReader.Text(r, 3),
                CorrelationId = TenantReader.Text(r, 4),
                ParentId = r.IsDBNull(5) ? null : r.GetGuid(5),
                Status = (WorkflowStatus)r.GetInt16(6),
                SubStatus = (WorkflowSubStatus)r.GetInt16(7),
                IncidentCount = r.GetInt32(8),
                CreatedAt = r.GetFieldValue<DateTimeOffset>(9),
                UpdatedAt = r.GetFieldValue<DateTimeOffset>(10),
                FinishedAt = TenantReader.Instant(r, 11),
                NextTimer = TenantReader.Instant(r, 12),
                WaitingFor = TenantReader.Text(r, 13),
            },
            cancellationToken);

    /// <summary>One instance, or null when the tenant has none with this id.</summary>
    public async Task<InstanceDetail?> FindAsync(Guid tenantId, Guid id, CancellationToken cancellationToken)
    {
        var waits = await _reader.QueryAsync(
            tenantId, "get_waits", c => c.Scalar(id),
            static r => new InstanceWait(
                r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetString(3), TenantReader.Text(r, 4),
                r.GetFieldValue<DateTimeOffset>(5), TenantReader.Instant(r, 6), TenantReader.Instant(r, 7)),
            cancellationToken);
        var incidents = await _reader.QueryAsync(
            tenantId, "get_incidents", c => c.Scalar(id),
            static r => new InstanceIncident(
                r.GetGuid(0), r.GetFieldValue<DateTimeOffset>(2), TenantReader.Instant(r, 3), TenantReader.Text(r, 4),
                TenantReader.Text(r, 5), TenantReader.Text(r, 6), r.GetString(7), r.GetString(8), TenantReader.Text(r, 9),
                TenantReader.Text(r, 10)),
            cancellationToken);
        var work = await _reader.QueryAsync(
            tenantId, "get_pending_work", c => c.Scalar(id),
            static r => new PendingWork(
                r.GetInt64(0), KindName((WorkItemKind)r.GetInt16(1)), r.GetInt32(2), r.GetBoolean(3), r.GetBoolean(4)),
            cancellationToken);
        var found = await _reader.QueryAsync(
            tenantId, "get_instance", c => c.Scalar(id), r => Detail(r, waits, incidents, work), cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>The journal after burst <paramref name="after"/> (0: from the start), at most <paramref name="limit"/> bursts.</summary>
    public async Task<JournalPage> JournalAsync(
        Guid tenantId, Guid id, long after, int limit, CancellationToken cancellationToken)
    {
        var bursts = await _reader.QueryAsync(
            tenantId, "get_journal", c => c.Scalar(id).Scalar(after).Scalar((long)limit + 1),
            static r => new JournalBurst(r.GetInt64(0), r.GetFieldValue<DateTimeOffset>(1), Json(r.GetFieldValue<byte[]>(2))),
            cancellationToken);
        if (bursts.Count <= limit)
        {
            return new JournalPage(bursts, null);
        }

        bursts.RemoveAt(limit);
        return new JournalPage(bursts, bursts[^1].Sequence);
    }

    private InstanceDetail Detail(
        NpgsqlDataReader r, List<InstanceWait> waits, List<InstanceIncident> incidents, List<PendingWork> work) => new()
        {
            Id = r.GetGuid(0),
            DefinitionId = r.GetString(1),
            DefinitionVersion = r.GetInt32(2),
            Name = TenantReader.Text(r, 3),
            CorrelationId = TenantReader.Text(r, 4),
            ParentId = r.IsDBNull(5) ? null : r.GetGuid(5),
            Status = (WorkflowStatus)r.GetInt16(6),
            SubStatus = (WorkflowSubStatus)r.GetInt16(7),
            IncidentCount = r.GetInt32(8),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(9),
            UpdatedAt = r.GetFieldValue<DateTimeOffset>(10),
            FinishedAt = TenantReader.Instant(r, 11),
            Version = r.GetInt64(12),
            NextTimer = waits.Min(static w => w.TimerDueAt),
            WaitingFor = waits.Count == 0 ? null : string.Join("; ", waits.Select(static w => w.WaitingFor)),
            Waits = waits,
            Incidents = incidents,
            PendingWork = work,
            Variables = StateVariables.Read(r.GetFieldValue<byte[]>(13), catalog.FindVersion(r.GetString(14))),
        };

    private static string KindName(WorkItemKind kind) => kind switch
    {
        WorkItemKind.Start => "start",
        WorkItemKind.Resume => "resume",
        WorkItemKind.Timer => "timer",
        WorkItemKind.Event => "event",
        WorkItemKind.Continue => "continue",
        WorkItemKind.Command => "command",
        _ => throw new InvalidOperationException($"Unknown work item kind {kind}."),
    };

    private static JsonElement Json(byte[] utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        return document.RootElement.Clone();
    }

    private static NpgsqlBatchCommand Bind(NpgsqlBatchCommand command, InstanceFilter filter)
    {
        Add(command, filter.DefinitionId, NpgsqlDbType.Text);
        Add(command, (short?)filter.Status, NpgsqlDbType.Smallint);
        Add(command, (short?)filter.SubStatus, NpgsqlDbType.Smallint);
        Add(command, filter.CorrelationId, NpgsqlDbType.Text);
        Add(command, filter.Search, NpgsqlDbType.Text);
        Add(command, filter.CreatedAfter?.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        Add(command, filter.CreatedBefore?.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        Add(command, filter.HasIncidents, NpgsqlDbType.Boolean);
        return command;
    }

    private static void Add(NpgsqlBatchCommand command, object? value, NpgsqlDbType type) =>
        command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
}
