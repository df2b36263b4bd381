namespace Workflows.Engine.Activities.Flow;

/// <summary>When a join runs.</summary>
public enum FlowJoinMode
{
    /// <summary>When every inbound connection was followed.</summary>
    WaitAll = 0,

    /// <summary>When every inbound connection was decided and at least one was followed.</summary>
    WaitAllActive = 1,

    /// <summary>When the first inbound connection was followed; what else leads here is cancelled.</summary>
    WaitAny = 2,
}
