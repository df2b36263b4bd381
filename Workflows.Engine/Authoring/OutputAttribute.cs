namespace Workflows.Engine.Authoring;

/// <summary>Describes an output of an activity.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputAttribute : Attribute
{
    /// <summary>Name; default: the property name.</summary>
    public string? Name { get; set; }

    /// <summary>Caption; default: the name in words.</summary>
    public string? DisplayName { get; set; }

    /// <summary>Text under the caption.</summary>
    public string? Description { get; set; }

    /// <summary>Whether the designer shows it. Default: true.</summary>
    public bool IsBrowsable { get; set; } = true;

    /// <summary>Whether the value may be recorded. Default: true.</summary>
    public bool IsSerializable { get; set; } = true;
}
