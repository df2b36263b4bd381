namespace Workflows.Engine.Operations;

/// <summary>Orders of instance lists.</summary>
public enum InstanceOrder
{
    /// <summary>When they were started.</summary>
    Created,

    /// <summary>When they last committed.</summary>
    Updated,

    /// <summary>When they ended.</summary>
    Finished,

    /// <summary>By name.</summary>
    Name,
}
