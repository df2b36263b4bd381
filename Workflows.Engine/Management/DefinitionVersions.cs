using System.Globalization;

namespace Workflows.Engine.Management;

/// <summary>Which versions are meant, as Elsa's API says it.</summary>
/// <param name="Kind">The rule.</param>
/// <param name="Number">For <see cref="VersionKind.Specific"/>.</param>
public readonly record struct DefinitionVersions(VersionKind Kind, int Number = 0)
{
    /// <summary>Every version.</summary>
    public static DefinitionVersions All { get; } = new(VersionKind.All);

    /// <summary>The newest.</summary>
    public static DefinitionVersions Latest { get; } = new(VersionKind.Latest);

    /// <summary>The one on which new instances start.</summary>
    public static DefinitionVersions Published { get; } = new(VersionKind.Published);

    /// <summary>Reads Elsa's word, or a number. False: it is neither.</summary>
    public static bool TryParse(string? text, DefinitionVersions otherwise, out DefinitionVersions versions)
    {
        versions = otherwise;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            versions = new DefinitionVersions(VersionKind.Specific, number);
            return true;
        }

        versions = text.ToUpperInvariant() switch
        {
            "ALL" or "ALLVERSIONS" => All,
            "LATEST" => Latest,
            "PUBLISHED" => Published,
            "DRAFT" => new DefinitionVersions(VersionKind.Draft),
            "LATESTORPUBLISHED" => new DefinitionVersions(VersionKind.LatestOrPublished),
            "LATESTANDPUBLISHED" => new DefinitionVersions(VersionKind.LatestAndPublished),
            _ => new DefinitionVersions((VersionKind)(-1)),
        };
        return (int)versions.Kind >= 0;
    }
}
