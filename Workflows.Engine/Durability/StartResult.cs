using Workflows.Engine.Execution;

namespace Workflows.Engine.Durability;

/// <summary>What became of a start.</summary>
public abstract record StartResult
{
    private StartResult()
    {
    }

    /// <summary>The instance exists and its first burst is committed.</summary>
    /// <param name="InstanceId">The instance.</param>
    /// <param name="Status">Its status after the first burst.</param>
    /// <param name="SubStatus">Its finer state after the first burst.</param>
    public sealed record Started(Guid InstanceId, WorkflowStatus Status, WorkflowSubStatus SubStatus) : StartResult;

    /// <summary>The key was used before; this is the instance it started.</summary>
    /// <param name="InstanceId">The instance.</param>
    public sealed record AlreadyStarted(Guid InstanceId) : StartResult;

    /// <summary>The definition's activation strategy refuses another instance.</summary>
    /// <param name="Reason">In words.</param>
    public sealed record Refused(string Reason) : StartResult;

    /// <summary>There is no published definition with this id (and version).</summary>
    public sealed record UnknownDefinition : StartResult;

    /// <summary>Operators have paused the definition.</summary>
    public sealed record Paused : StartResult;
}
