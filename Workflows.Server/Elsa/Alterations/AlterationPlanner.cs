using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Durability.Requests;
using Workflows.Engine.Execution;
using Workflows.Engine.Management;
using Workflows.Engine.Operations;
using Workflows.Engine.Operations.Alterations;
using Workflows.Engine.State;
using Workflows.Server.Elsa.Instances;
using Workflows.Server.Elsa.Transport;

namespace Workflows.Server.Elsa.Alterations;

/// <summary>Finds out what alterations mean for an instance as it is now, without changing it.</summary>
internal sealed class AlterationPlanner(InstanceSearch search, InstanceReader instances, DefinitionStore definitions, IWorkflowCatalog catalog, CallContext call)
{
    /// <summary>The running instances that a filter finds.</summary>
    public async Task<IReadOnlyList<Guid>> FindAsync(InstanceSearchFilter filter, CancellationToken cancellationToken) =>
        [.. (await search.ListAsync(call.TenantId, filter, cancellationToken)).Items.Select(static row => row.Id)];

    /// <summary>What alterations would do.</summary>
    public async Task<AlterationOrder> PlanAsync(Guid id, JsonArray alterations, CancellationToken cancellationToken)
    {
        if (await LoadAsync(id, cancellationToken) is not { } found)
        {
            return Refused(id, "There is no such instance, or its definition version is gone.");
        }

        if (found.Context.SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled)
        {
            return Refused(id, "The instance has ended.");
        }

        var commands = new List<OperatorCommand>();
        var steps = new List<string>();
        for (var index = 0; index < alterations.Count; index++)
        {
            if (alterations[index] is not JsonObject alteration)
            {
                throw BodyMembers.Wrong($"alterations[{index}]", "Must be an object with a type.");
            }

            var (command, step, problem) = await StepAsync(found, alteration, $"alterations[{index}]", cancellationToken);
            if (command is null)
            {
                return Refused(id, problem!);
            }

            commands.Add(command);
            steps.Add(step);
        }

        return new AlterationOrder(id, commands, steps, null);
    }

    /// <summary>What a retry would do.</summary>
    public async Task<AlterationOrder> RetryAsync(Guid id, IReadOnlyList<string> activityIds, CancellationToken cancellationToken)
    {
        if (await LoadAsync(id, cancellationToken) is not { } found)
        {
            return Refused(id, "There is no such instance, or its definition version is gone.");
        }

        List<ActivityIncident> incidents = [.. found.Context.Incidents.Where(incident => activityIds.Count == 0 || activityIds.Contains(incident.ActivityId, StringComparer.Ordinal))];
        return incidents.Count == 0
            ? Refused(id, "The instance has no failed activity of that kind.")
            : new AlterationOrder(
                id,
                [.. incidents.Select(incident => Command(OperatorAction.Retry) with { ActivityInstanceId = incident.ActivityInstanceId })],
                [.. incidents.Select(static incident => $"Run {incident.ActivityId} again")],
                null);
    }

    private async Task<(OperatorCommand? Command, string Step, string? Problem)> StepAsync(
        (InstanceRow Row, byte[] State, WorkflowExecutionContext Context) found, JsonObject alteration, string path, CancellationToken cancellationToken)
    {
        var activityId = alteration.Text("activityId");
        var runId = alteration.Text("activityInstanceId");
        switch (alteration.Text("type"))
        {
            case "Migrate":
                return await MigrateAsync(found, alteration.Number("targetVersion"), cancellationToken);
            case "ModifyVariable":
                var name = alteration.Text("variableId");
                var variable = found.Context.Workflow.Variables.FirstOrDefault(v => v.Id == name || v.Name == name);
                return variable is null
                    ? (null, string.Empty, $"The workflow has no variable '{name}'.")
                    : (Command(OperatorAction.SetVariables) with
                    {
                        Variables = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { [variable.Name] = JsonSerializer.SerializeToElement(alteration["value"]) },
                    }, $"Set {variable.Name}", null);
            case "ScheduleActivity":
                var scheduled = activityId ?? found.Context.FindContext(runId ?? string.Empty)?.Activity.Id;
                return scheduled is null || found.Context.WorkflowGraph.FindById(scheduled) is not { } node
                    ? (null, string.Empty, "The workflow has no such activity.")
                    : found.Context.ActivityExecutionContexts.Any(run => run.ActivityNode == node.Parent)
                    ? (Command(OperatorAction.ScheduleActivity) with { ActivityId = scheduled }, $"Run {scheduled}", null)
                    : (null, string.Empty, $"The container of '{scheduled}' does not run.");
            case "CancelActivity":
                return found.Context.ActivityExecutionContexts.Any(run => runId is null ? run.Activity.Id == activityId : run.Id == runId)
                    ? (Command(OperatorAction.CancelActivity) with { ActivityId = activityId, ActivityInstanceId = runId }, $"Cancel {activityId ?? runId}", null)
                    : (null, string.Empty, "The activity does not run.");
            case "Cancel":
                return (Command(OperatorAction.Cancel), "Cancel the instance", null);
            default:
                throw BodyMembers.Wrong($"{path}.type", "Must be Migrate, ModifyVariable, ScheduleActivity, CancelActivity or Cancel.");
        }
    }

    // Tried on a copy: the state must fit the other version.
    private async Task<(OperatorCommand? Command, string Step, string? Problem)> MigrateAsync(
        (InstanceRow Row, byte[] State, WorkflowExecutionContext Context) found, int? version, CancellationToken cancellationToken)
    {
        var target = version is { } number
            ? await definitions.FindAsync(call.TenantId, found.Row.DefinitionId, new DefinitionVersions(VersionKind.Specific, number), cancellationToken)
            : await definitions.FindAsync(call.TenantId, found.Row.DefinitionId, DefinitionVersions.Published, cancellationToken);
        if (target is null || await catalog.LoadVersionAsync(target.Id, cancellationToken) is not { } graph)
        {
            return (null, string.Empty, "The definition has no such version that can run.");
        }

        try
        {
            WorkflowStateSerializer.Restore(graph, found.State);
        }
        catch (InvalidOperationException error)
        {
            return (null, string.Empty, $"The instance does not fit version {target.Version}: {error.Message}");
        }

        return (Command(OperatorAction.Migrate) with { TargetVersionId = target.Id }, $"Go on with version {target.Version}", null);
    }

    private async Task<(InstanceRow Row, byte[] State, WorkflowExecutionContext Context)?> LoadAsync(Guid id, CancellationToken cancellationToken) =>
        await search.FindAsync(call.TenantId, id, cancellationToken) is { } found
            && await instances.RestoreAsync(found.Row, found.State, cancellationToken) is { } context
            ? (found.Row, found.State, context)
            : null;

    private OperatorCommand Command(OperatorAction action) => new() { Action = action, RequestedBy = call.Actor.Name };

    private static AlterationOrder Refused(Guid id, string problem) => new(id, [], [], problem);
}
