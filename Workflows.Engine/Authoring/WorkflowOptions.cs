namespace Workflows.Engine.Authoring;

/// <summary>How a workflow is started and what happens when it fails.</summary>
public sealed class WorkflowOptions
{
    /// <summary>When a new instance may start; null: always.</summary>
    public Type? ActivationStrategyType { get; set; }

    /// <summary>Whether other workflows may use it as an activity.</summary>
    public bool? UsableAsActivity { get; set; }

    /// <summary>Whether consumers move to new versions by themselves.</summary>
    public bool AutoUpdateConsumingWorkflows { get; set; }

    /// <summary>Palette group when used as an activity.</summary>
    public string? ActivityCategory { get; set; }

    /// <summary>What happens when an activity fails; null: <see cref="FaultStrategy"/>.</summary>
    public Type? IncidentStrategyType { get; set; }

    /// <summary>Name of the commit strategy; the engine commits at the end of each burst.</summary>
    public string? CommitStrategyName { get; set; }
}
