using Workflows.Engine.Authoring;

namespace Workflows.Engine.Definitions;

/// <summary>Describes an output of an activity type.</summary>
public sealed class OutputDescriptor
{
    /// <summary>Name, as the .NET property.</summary>
    public required string Name { get; init; }

    /// <summary>Type of the value.</summary>
    public required Type Type { get; init; }

    /// <summary>Caption.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Text under the caption.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the designer shows it.</summary>
    public bool IsBrowsable { get; init; } = true;

    /// <summary>Whether the value may be recorded.</summary>
    public bool IsSerializable { get; init; } = true;

    /// <summary>Whether no .NET property backs it.</summary>
    public bool IsSynthetic { get; init; }

    /// <summary>Reads the property.</summary>
    public required Func<IActivity, Output?> ValueGetter { get; init; }

    /// <summary>Writes the property.</summary>
    public required Action<IActivity, Output?> ValueSetter { get; init; }
}
