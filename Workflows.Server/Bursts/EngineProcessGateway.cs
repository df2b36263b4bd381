using System.Text.Json;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Processes;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Engine.Durability;
using Workflows.Engine.Durability.Requests;
using Workflows.Engine.Durability.Transactions;

namespace Workflows.Server.Bursts;

/// <summary>Writes what domain code asks of processes into the engine's tables, in the unit of work's transaction.</summary>
internal sealed class EngineProcessGateway(IUnitOfWork unitOfWork, CallContext call, WorkflowEngine engine, TimeProvider time)
    : IProcessGateway
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async ValueTask<Guid> StartAsync(ProcessStart start, CancellationToken cancellationToken)
    {
        await unitOfWork.BeginAsync(cancellationToken);
        var request = new StartRequest
        {
            TenantId = call.TenantId,
            DefinitionId = start.DefinitionId,
            CorrelationId = start.CorrelationId,
            Input = start.Input.ToDictionary(
                static i => i.Key, static i => JsonSerializer.SerializeToElement(i.Value, Json), StringComparer.Ordinal),
        };
        await ProcessOutbox.StartAsync(unitOfWork.Transaction, request, cancellationToken);
        unitOfWork.OnCommitted(engine.Wake);
        return request.InstanceId;
    }

    public async ValueTask PublishAsync(ProcessEvent processEvent, CancellationToken cancellationToken)
    {
        await unitOfWork.BeginAsync(cancellationToken);
        var message = new EventMessage
        {
            TenantId = call.TenantId,
            Name = processEvent.Name,
            CorrelationId = processEvent.CorrelationId,
            Payload = processEvent.Payload is null ? null : JsonSerializer.SerializeToElement(processEvent.Payload, Json),
            PublishedAt = time.GetUtcNow(),
        };
        await ProcessOutbox.PublishAsync(unitOfWork.Transaction, message, cancellationToken);
        unitOfWork.OnCommitted(engine.Wake);
    }

    public async ValueTask<IReadOnlyList<Guid>> BringForwardAsync(
        IReadOnlyList<(Guid InstanceId, DateTimeOffset At)> instants, CancellationToken cancellationToken)
    {
        await unitOfWork.BeginAsync(cancellationToken);
        unitOfWork.OnCommitted(engine.WakeTimers);
        return await ProcessOutbox.BringForwardAsync(unitOfWork.Transaction, call.TenantId, instants, cancellationToken);
    }

    public async ValueTask CancelAsync(Guid workflowInstanceId, string reason, CancellationToken cancellationToken)
    {
        await unitOfWork.BeginAsync(cancellationToken);
        var command = new OperatorCommand
        {
            Action = OperatorAction.Cancel,
            RequestedBy = call.Actor.Name,
            Reason = reason,
        };
        await ProcessOutbox.CommandAsync(unitOfWork.Transaction, call.TenantId, workflowInstanceId, command, cancellationToken);
        unitOfWork.OnCommitted(engine.Wake);
    }
}
