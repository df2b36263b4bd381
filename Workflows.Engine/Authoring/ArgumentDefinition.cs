using System.Text.Json.Nodes;

namespace Workflows.Engine.Authoring;

/// <summary>Declares an input or output of a workflow.</summary>
public abstract class ArgumentDefinition
{
    /// <summary>Type of the value. Default: object.</summary>
    public Type Type { get; set; } = typeof(object);

    /// <summary>Name.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>Caption.</summary>
    public string DisplayName { get; set; } = string.Empty;

    /// <summary>Text for people.</summary>
    public string Description { get; set; } = string.Empty;

    /// <summary>Group.</summary>
    public string Category { get; set; } = string.Empty;

    /// <summary>Whether the value is a list of <see cref="Type"/>.</summary>
    public bool IsArray { get; set; }

    /// <summary>The definition's JSON as it was read; what is unknown here survives a round trip.</summary>
    internal JsonObject? Origin { get; set; }
}
