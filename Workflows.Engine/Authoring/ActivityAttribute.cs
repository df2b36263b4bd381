namespace Workflows.Engine.Authoring;

/// <summary>Names and describes an activity type.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ActivityAttribute : Attribute
{
    /// <summary>Describes an activity in a category.</summary>
    public ActivityAttribute(string @namespace, string? category, string? description = null)
    {
        Namespace = @namespace;
        Category = category;
        Description = description;
    }

    /// <summary>Describes an activity.</summary>
    public ActivityAttribute(string @namespace, string? description = null)
    {
        Namespace = @namespace;
        Description = description;
        Category = @namespace;
    }

    /// <summary>Describes an activity under an explicit type name and version.</summary>
    public ActivityAttribute(string @namespace, string? type, int version = 1, string? description = null, string? category = null)
    {
        Namespace = @namespace;
        Type = type;
        Version = version;
        Description = description;
        Category = category;
    }

    /// <summary>First part of the type name.</summary>
    public string? Namespace { get; set; }

    /// <summary>Second part of the type name; default: the class name.</summary>
    public string? Type { get; set; }

    /// <summary>Version of the type. Default: 1.</summary>
    public int Version { get; set; } = 1;

    /// <summary>Text of the palette.</summary>
    public string? Description { get; set; }

    /// <summary>Caption of the palette; default: the class name in words.</summary>
    public string? DisplayName { get; set; }

    /// <summary>Group of the palette.</summary>
    public string? Category { get; set; }

    /// <summary>Whether the activity computes, triggers, or acts on the world outside the database.</summary>
    public ActivityKind Kind { get; set; }

    /// <summary>Kept for Elsa definitions.</summary>
    public bool RunAsynchronously { get; set; }
}
