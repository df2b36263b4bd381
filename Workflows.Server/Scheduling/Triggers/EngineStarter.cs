using System.Globalization;
using Workflows.Engine.Durability;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Durability.Requests;

namespace Workflows.Server.Scheduling.Triggers;

/// <summary>Starts instances in the engine. The key makes a slot start at most one instance a tenant, whoever fires it.</summary>
internal sealed class EngineStarter(WorkflowEngine engine, WorkflowCatalog catalog) : IWorkflowStarter
{
    public async Task<WorkflowRun> StartAsync(
        Guid tenantId, ScheduleSpec schedule, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        if (schedule.Tenants is null && catalog.Find(schedule.DefinitionId!, null, tenantId) is { } graph && WorkflowCatalog.OwnerOf(graph) is not null)
        {
            return new WorkflowRun(RunStatus.Skipped, null, "the tenant has published a version of its own");
        }

        var request = new StartRequest
        {
            TenantId = tenantId,
            DefinitionId = schedule.DefinitionId!,
            TriggerActivityId = schedule.ActivityId,
            Key = string.Create(CultureInfo.InvariantCulture, $"schedule:{schedule.Id}:{dueAt.ToUniversalTime():O}"),
        };
        return await engine.StartAsync(request, cancellationToken) switch
        {
            StartResult.Started started => new WorkflowRun(RunStatus.Started, started.InstanceId, null),
            StartResult.AlreadyStarted before => new WorkflowRun(RunStatus.Started, before.InstanceId, null),
            StartResult.Refused refused => new WorkflowRun(RunStatus.Skipped, null, refused.Reason),
            StartResult.Paused => new WorkflowRun(RunStatus.Skipped, null, "the definition is paused"),
            // Another process, of another version, may know it.
            _ => throw new ScheduleException($"This process knows no published definition {schedule.DefinitionId}."),
        };
    }
}
