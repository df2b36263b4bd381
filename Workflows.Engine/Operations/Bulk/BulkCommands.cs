using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using NpgsqlTypes;
using Workflows.Engine.Durability;
using Workflows.Engine.Durability.Committing;
using Workflows.Engine.Durability.Reading;
using Workflows.Engine.Durability.Requests;
using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Operations.Bulk;

/// <summary>
/// Operators' commands for many instances at once. A command becomes ordinary work items in the caller's transaction, spread over time
/// so that other work goes on beside it: whatever dies afterwards, each target is done once, and progress is read from what is left.
/// </summary>
public sealed class BulkCommands(EngineDataSource database)
{
    /// <summary>The most targets of one command.</summary>
    public const int Most = 50_000;

    private const int Sample = 10;
    private const double TargetsPerSecond = 200;
    private static readonly JsonSerializerOptions FilterJson = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private readonly TenantReader _reader = new(database);

    /// <summary>What a command would do now; changes nothing.</summary>
    /// <param name="transaction">The caller's transaction, narrowed to the tenant.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="action">Retry, skip or cancel.</param>
    /// <param name="filter">Whom it concerns.</param>
    /// <param name="cancellationToken">Stops the look.</param>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1822", Justification = "One service for all of bulk commands.")]
    public async Task<BulkPreview> PreviewAsync(
        NpgsqlTransaction transaction, Guid tenantId, OperatorAction action, BulkFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        await using var batch = Batch(transaction, "bulk_preview", tenantId, action, filter, out var command);
        command.Scalar((long)Sample);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var (count, sample) = (0L, new List<BulkTarget>());
        while (await reader.ReadAsync(cancellationToken))
        {
            count = reader.GetInt64(6);
            sample.Add(new BulkTarget(
                reader.GetGuid(0), reader.GetString(1), TenantReader.Text(reader, 2), TenantReader.Text(reader, 3),
                TenantReader.Text(reader, 4), reader.GetFieldValue<DateTimeOffset>(5)));
        }

        return new BulkPreview(count, Most, sample);
    }

    /// <summary>
    /// Asks for it, in the caller's transaction; gives how many it concerns. After the commit, wake the engine with
    /// <see cref="WorkflowEngine.Wake"/>.
    /// </summary>
    /// <param name="transaction">The caller's transaction, narrowed to the tenant.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="request">The command.</param>
    /// <param name="now">By the product's clock.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1822", Justification = "One service for all of bulk commands.")]
    public async Task<int> RequestAsync(
        NpgsqlTransaction transaction, Guid tenantId, BulkCommand request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(request);
        var order = new OperatorCommand
        {
            Action = request.Action,
            RequestedBy = request.RequestedBy,
            Outcomes = request.Outcomes,
            Reason = request.Reason ?? $"bulk command {request.Id}",
        };
        await using var batch = Batch(transaction, "bulk_request", tenantId, request.Action, request.Filter, out var command);
        command.Scalar(request.Id).Scalar(now.ToUniversalTime()).Scalar(request.RequestedBy).Optional(request.Reason)
            .Scalar(JsonSerializer.Serialize(request.Filter, FilterJson))
            .Scalar(JsonSerializer.Serialize(order, RequestJson.Default.OperatorCommand))
            .Scalar(TargetsPerSecond);
        return (int)(await batch.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Bulk commands, newest first, with their progress, and how many there are.</summary>
    public async Task<(IReadOnlyList<BulkProgress> Rows, long Count)> ListAsync(
        Guid tenantId, int offset, int limit, CancellationToken cancellationToken) => await ReadAsync(tenantId, null, offset, limit, cancellationToken);

    /// <summary>One bulk command with its progress; null when the tenant has none with this id.</summary>
    public async Task<BulkProgress?> FindAsync(Guid tenantId, Guid id, CancellationToken cancellationToken) =>
        (await ReadAsync(tenantId, id, 0, 1, cancellationToken)).Rows is [var found] ? found : null;

    private async Task<(IReadOnlyList<BulkProgress> Rows, long Count)> ReadAsync(
        Guid tenantId, Guid? id, int offset, int limit, CancellationToken cancellationToken)
    {
        var count = 0L;
        var rows = await _reader.QueryAsync(
            tenantId,
            "bulk_list",
            c => Nullable(c, id, NpgsqlDbType.Uuid).Scalar((long)offset).Scalar((long)limit),
            r =>
            {
                count = r.GetInt64(10);
                using var filter = JsonDocument.Parse(r.GetString(5));
                return new BulkProgress
                {
                    Id = r.GetGuid(0),
                    Action = (OperatorAction)r.GetInt16(1),
                    CreatedAt = r.GetFieldValue<DateTimeOffset>(2),
                    RequestedBy = r.GetString(3),
                    Reason = TenantReader.Text(r, 4),
                    Filter = filter.RootElement.Clone(),
                    Total = r.GetInt32(6),
                    Pending = r.GetInt64(7),
                    Parked = r.GetInt64(8),
                    InTrouble = r.GetInt64(9),
                };
            },
            cancellationToken);
        return (rows, count);
    }

    private static NpgsqlBatch Batch(
        NpgsqlTransaction transaction, string statement, Guid tenantId, OperatorAction action, BulkFilter filter, out NpgsqlBatchCommand command)
    {
        ArgumentNullException.ThrowIfNull(filter);
        command = new NpgsqlBatchCommand(EngineSql.Get("bulk_wanted") + EngineSql.Get(statement)).Scalar(tenantId).Scalar((short)action)
            .Optional(filter.Definition);
        Nullable(command, (short?)filter.SubStatus, NpgsqlDbType.Smallint).Optional(filter.ActivityId).Optional(filter.Error);
        Nullable(command, filter.OccurredAfter?.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        Nullable(command, filter.OccurredBefore?.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        return new NpgsqlBatch(transaction.Connection, transaction) { BatchCommands = { command } };
    }

    private static NpgsqlBatchCommand Nullable<T>(NpgsqlBatchCommand command, T? value, NpgsqlDbType type)
        where T : struct
    {
        command.Parameters.Add(new NpgsqlParameter { Value = value is { } given ? given : DBNull.Value, NpgsqlDbType = type });
        return command;
    }
}
