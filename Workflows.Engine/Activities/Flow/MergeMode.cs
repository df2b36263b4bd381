namespace Workflows.Engine.Activities.Flow;

/// <summary>When an activity with several inbound connections runs, in a flowchart with tokens.</summary>
public enum MergeMode
{
    /// <summary>As <see cref="Stream"/>.</summary>
    None = 0,

    /// <summary>When nothing on its way here is still running. The default.</summary>
    Stream = 1,

    /// <summary>When every forward inbound connection was followed.</summary>
    Merge = 2,

    /// <summary>When every inbound connection was followed, backward ones included.</summary>
    Converge = 3,

    /// <summary>At the first arrival; one later arrival of each other connection is swallowed.</summary>
    Cascade = 4,

    /// <summary>As <see cref="Cascade"/>, and what else leads here is cancelled.</summary>
    Race = 5,
}
