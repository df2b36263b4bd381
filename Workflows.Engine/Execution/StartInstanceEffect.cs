using Workflows.Engine.Definitions;

namespace Workflows.Engine.Execution;

/// <summary>Start another instance.</summary>
/// <param name="InstanceId">Id of the new instance, chosen by the parent.</param>
/// <param name="Definition">What to start.</param>
/// <param name="CorrelationId">Correlation id; null: none.</param>
/// <param name="InputJson">Input as a JSON object; null: none.</param>
/// <param name="ParentInstanceId">The starting instance; null: no parent.</param>
/// <param name="NotifyParent">Whether a wait of the parent ends when the child does; it waits under <see cref="ChildFinishedStimulus"/>.</param>
public sealed record StartInstanceEffect(
    Guid InstanceId, WorkflowDefinitionHandle Definition, string? CorrelationId, string? InputJson, Guid? ParentInstanceId, bool NotifyParent) : BurstEffect;
