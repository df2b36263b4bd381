using System.Text.Json;
using Npgsql;
using Workflows.Engine.Durability.Committing;
using Workflows.Engine.Durability.Requests;
using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Durability.Transactions;

/// <summary>
/// Causes work inside somebody else's transaction: the start or event exists if and only if that transaction commits. After the
/// commit, wake the engine with <see cref="WorkflowEngine.Wake"/>.
/// </summary>
public static class ProcessOutbox
{
    /// <summary>Starts an instance with the id in <paramref name="request"/>.</summary>
    public static Task StartAsync(NpgsqlTransaction transaction, StartRequest request, CancellationToken cancellationToken) =>
        WriteAsync(
            transaction,
            new WorkItemWrite(WorkItemKind.Start, request.TenantId, request.InstanceId)
            {
                Payload = JsonSerializer.SerializeToUtf8Bytes(request, RequestJson.Default.StartRequest),
            },
            cancellationToken);

    /// <summary>Publishes an event; <see cref="EventMessage.PublishedAt"/> should be set.</summary>
    public static Task PublishAsync(NpgsqlTransaction transaction, EventMessage message, CancellationToken cancellationToken) =>
        WriteAsync(
            transaction,
            new WorkItemWrite(WorkItemKind.Event, message.TenantId, null)
            {
                EventId = message.Id,
                Payload = JsonSerializer.SerializeToUtf8Bytes(message, RequestJson.Default.EventMessage),
            },
            cancellationToken);

    /// <summary>Gives an instance an operator's command.</summary>
    public static Task CommandAsync(
        NpgsqlTransaction transaction, Guid tenantId, Guid instanceId, OperatorCommand command, CancellationToken cancellationToken) =>
        WriteAsync(
            transaction,
            new WorkItemWrite(WorkItemKind.Command, tenantId, instanceId)
            {
                Payload = JsonSerializer.SerializeToUtf8Bytes(command, RequestJson.Default.OperatorCommand),
            },
            cancellationToken);

    /// <summary>Lets waiting instances wake earlier than their timers say; later instants change nothing.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="tenantId">Whose instances.</param>
    /// <param name="instants">Instances and the instants at which they must wake at the latest.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The instances that have no timer; after the commit, call <see cref="WorkflowEngine.WakeTimers"/>.</returns>
    public static async Task<IReadOnlyList<Guid>> BringForwardAsync(
        NpgsqlTransaction transaction, Guid tenantId, IReadOnlyList<(Guid InstanceId, DateTimeOffset At)> instants,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        await using var command = new NpgsqlCommand(EngineSql.Get("bring_forward_timers"), transaction.Connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. instants.Select(static i => i.InstanceId)] });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [.. instants.Select(static i => i.At.ToUniversalTime())] });
        var without = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            without.Add(reader.GetGuid(0));
        }

        return without;
    }

    private static async Task WriteAsync(NpgsqlTransaction transaction, WorkItemWrite item, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        batch.BatchCommands.Add(WorkItemInsert.Command([item]));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
