using Workflows.Engine.Authoring;

namespace Workflows.Engine.Definitions;

/// <summary>Describes an input of an activity type.</summary>
public sealed class InputDescriptor
{
    /// <summary>Name, as the .NET property.</summary>
    public required string Name { get; init; }

    /// <summary>Type of the value.</summary>
    public required Type Type { get; init; }

    /// <summary>Caption.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Whether the property is an <see cref="Input"/>; false: a plain value.</summary>
    public bool IsWrapped { get; init; } = true;

    /// <summary>Editor of the designer.</summary>
    public string UIHint { get; init; } = InputUIHints.SingleLine;

    /// <summary>Text under the caption.</summary>
    public string? Description { get; init; }

    /// <summary>Tab of the designer.</summary>
    public string? Category { get; init; }

    /// <summary>Position among the inputs.</summary>
    public float Order { get; init; }

    /// <summary>Value when none is given.</summary>
    public object? DefaultValue { get; init; }

    /// <summary>Expression language that the editor starts with.</summary>
    public string? DefaultSyntax { get; init; }

    /// <summary>Choices of the editor.</summary>
    public object? Options { get; init; }

    /// <summary>Whether the designer may change it.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether the designer shows it.</summary>
    public bool IsBrowsable { get; init; } = true;

    /// <summary>Whether the value may be recorded.</summary>
    public bool IsSerializable { get; init; } = true;

    /// <summary>Whether the value is a secret.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>Whether the engine evaluates it before the activity runs.</summary>
    public bool AutoEvaluate { get; init; } = true;

    /// <summary>Whether no .NET property backs it; the value is in the synthetic properties.</summary>
    public bool IsSynthetic { get; init; }

    /// <summary>Reads the property.</summary>
    public required Func<IActivity, object?> ValueGetter { get; init; }

    /// <summary>Writes the property.</summary>
    public required Action<IActivity, object?> ValueSetter { get; init; }
}
