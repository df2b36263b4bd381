namespace Workflows.Engine.Activities.Flow;

/// <summary>How a flowchart decides when a merge runs.</summary>
public enum FlowchartExecutionMode
{
    /// <summary>As the options say; without options: by counters.</summary>
    Default = 0,

    /// <summary>By tokens: each activity's merge mode counts.</summary>
    TokenBased = 1,

    /// <summary>By counters of visited connections: a merge waits for all active branches.</summary>
    CounterBased = 2,
}
