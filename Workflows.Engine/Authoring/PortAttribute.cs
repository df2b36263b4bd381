using System.Runtime.CompilerServices;

namespace Workflows.Engine.Authoring;

/// <summary>Marks a property that holds a child activity.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PortAttribute : Attribute
{
    /// <summary>Names the port after the property.</summary>
    public PortAttribute([CallerMemberName] string? name = null) => Name = name;

    /// <summary>Names the port.</summary>
    public PortAttribute(string? name, string? displayName)
    {
        Name = name;
        DisplayName = displayName;
    }

    /// <summary>Name of the port and of its outcome.</summary>
    public string? Name { get; set; }

    /// <summary>Caption.</summary>
    public string? DisplayName { get; set; }
}
