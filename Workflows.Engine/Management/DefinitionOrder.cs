namespace Workflows.Engine.Management;

/// <summary>Orders of definition lists.</summary>
public enum DefinitionOrder
{
    /// <summary>By the instant at which the version was made.</summary>
    Created,

    /// <summary>By name.</summary>
    Name,

    /// <summary>By number.</summary>
    Version,
}
