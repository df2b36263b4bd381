namespace Workflows.Engine.Execution;

/// <summary>What a parent waits for: a child instance ends.</summary>
/// <param name="ChildInstanceId">The child.</param>
public sealed record ChildFinishedStimulus(string ChildInstanceId) : IStimulusText
{
    /// <summary>Stimulus name of all waits for children.</summary>
    public const string Name = "Workflows.ChildFinished";

    /// <summary>Input key of the child's id.</summary>
    public const string InstanceIdKey = "WorkflowInstanceId";

    /// <summary>Input key of the child's <see cref="WorkflowSubStatus"/>, by name.</summary>
    public const string SubStatusKey = "WorkflowSubStatus";

    /// <summary>Input key of the child's output dictionary.</summary>
    public const string OutputKey = "WorkflowOutput";

    /// <summary>Input key of the child's incidents' messages.</summary>
    public const string MessagesKey = "WorkflowIncidents";

    string IStimulusText.StimulusText => ChildInstanceId;

    /// <summary>The hash under which the parent waits.</summary>
    public static long HashOf(Guid childInstanceId) => StimulusHasher.Hash(Name, new ChildFinishedStimulus(childInstanceId.ToString()));
}
