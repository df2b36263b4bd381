namespace Workflows.Engine.Authoring;

/// <summary>Describes an input of an activity.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InputAttribute : Attribute
{
    /// <summary>Name; default: the property name.</summary>
    public string? Name { get; set; }

    /// <summary>Editor of the designer, see <see cref="InputUIHints"/>; default: by type.</summary>
    public string? UIHint { get; set; }

    /// <summary>Caption; default: the name in words.</summary>
    public string? DisplayName { get; set; }

    /// <summary>Text under the caption.</summary>
    public string? Description { get; set; }

    /// <summary>Tab of the designer.</summary>
    public string? Category { get; set; }

    /// <summary>Choices of the editor.</summary>
    public object? Options { get; set; }

    /// <summary>Position among the inputs.</summary>
    public float Order { get; set; }

    /// <summary>Value when none is given.</summary>
    public object? DefaultValue { get; set; }

    /// <summary>Type that computes the default value.</summary>
    public Type? DefaultValueProvider { get; set; }

    /// <summary>Expression language that the editor starts with.</summary>
    public string? DefaultSyntax { get; set; }

    /// <summary>Expression languages that the editor offers.</summary>
    public string[]? SupportedSyntaxes { get; set; }

    /// <summary>Whether the designer may change it.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>Whether the designer shows it. Default: true.</summary>
    public bool IsBrowsable { get; set; } = true;

    /// <summary>Whether the engine evaluates it before the activity runs; false leaves it to the activity. Default: true.</summary>
    public bool AutoEvaluate { get; set; } = true;

    /// <summary>Kept for Elsa sources.</summary>
    public Type? EvaluatorType { get; set; }

    /// <summary>Whether the evaluated value may be recorded. Default: true.</summary>
    public bool IsSerializable { get; set; } = true;

    /// <summary>Whether the value is a secret and must not be recorded.</summary>
    public bool CanContainSecrets { get; set; }

    /// <summary>Type that computes the choices.</summary>
    public Type? UIHandler { get; set; }

    /// <summary>Types that compute the choices.</summary>
    public Type[]? UIHandlers { get; set; }
}
