using System.Text.Json;
using Workflows.Engine.Durability.Requests;
using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Durability.Committing;

/// <summary>Requests as work items that anybody may claim.</summary>
internal static class WorkItems
{
    /// <summary>Starts an instance.</summary>
    /// <param name="request">The start.</param>
    /// <param name="eventId">The event that causes it; null for none.</param>
    public static WorkItemWrite Start(StartRequest request, Guid? eventId = null) =>
        new(WorkItemKind.Start, request.TenantId, request.InstanceId)
        {
            EventId = eventId,
            Payload = JsonSerializer.SerializeToUtf8Bytes(request, RequestJson.Default.StartRequest),
        };

    /// <summary>Publishes an event.</summary>
    public static WorkItemWrite Event(EventMessage message) => new(WorkItemKind.Event, message.TenantId, null)
    {
        EventId = message.Id,
        Payload = JsonSerializer.SerializeToUtf8Bytes(message, RequestJson.Default.EventMessage),
    };

    /// <summary>Gives an instance an operator's command.</summary>
    public static WorkItemWrite Command(Guid tenantId, Guid instanceId, OperatorCommand command) =>
        new(WorkItemKind.Command, tenantId, instanceId)
        {
            Payload = JsonSerializer.SerializeToUtf8Bytes(command, RequestJson.Default.OperatorCommand),
        };
}
