namespace Workflows.Engine.Definitions;

/// <summary>Kinds of ports.</summary>
public enum PortType
{
    /// <summary>An outcome; connections start at it.</summary>
    Flow,

    /// <summary>A child activity inside the activity.</summary>
    Embedded,
}
