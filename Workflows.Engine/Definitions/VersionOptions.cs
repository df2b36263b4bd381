using System.Globalization;

namespace Workflows.Engine.Definitions;

/// <summary>Which version of a definition is meant.</summary>
/// <param name="IsLatest">The newest.</param>
/// <param name="IsPublished">The published one.</param>
/// <param name="Number">This one; 0: none in particular.</param>
public readonly record struct VersionOptions(bool IsLatest = false, bool IsPublished = false, int Number = 0)
{
    /// <summary>The newest version.</summary>
    public static VersionOptions Latest { get; } = new(IsLatest: true);

    /// <summary>The published version.</summary>
    public static VersionOptions Published { get; } = new(IsPublished: true);

    /// <summary>One version.</summary>
    public static VersionOptions SpecificVersion(int version) => new(Number: version);

    /// <inheritdoc />
    public override string ToString() =>
        IsLatest ? nameof(Latest) : IsPublished ? nameof(Published) : Number.ToString(CultureInfo.InvariantCulture);
}
