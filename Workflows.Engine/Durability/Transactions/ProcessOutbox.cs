using Npgsql;
using Workflows.Engine.Durability.Committing;
using Workflows.Engine.Durability.Requests;

namespace Workflows.Engine.Durability.Transactions;

/// <summary>
/// Causes work inside somebody else's transaction: the start or event exists if and only if that transaction commits. After the
/// commit, wake the engine with <see cref="WorkflowEngine.Wake"/>.
/// </summary>
public static class ProcessOutbox
{
    /// <summary>Starts an instance with the id in <paramref name="request"/>.</summary>
    public static Task StartAsync(NpgsqlTransaction transaction, StartRequest request, CancellationToken cancellationToken) =>
        WriteAsync(transaction, WorkItems.Start(request), cancellationToken);

    /// <summary>Publishes an event; <see cref="EventMessage.PublishedAt"/> should be set.</summary>
    public static Task PublishAsync(NpgsqlTransaction transaction, EventMessage message, CancellationToken cancellationToken) =>
        WriteAsync(transaction, WorkItems.Event(message), cancellationToken);

    /// <summary>Gives an instance an operator's command.</summary>
    public static Task CommandAsync(
        NpgsqlTransaction transaction, Guid tenantId, Guid instanceId, OperatorCommand command, CancellationToken cancellationToken) =>
        WriteAsync(transaction, WorkItems.Command(tenantId, instanceId, command), cancellationToken);

    private static async Task WriteAsync(NpgsqlTransaction transaction, WorkItemWrite item, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        batch.BatchCommands.Add(WorkItemInsert.Command([item]));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
