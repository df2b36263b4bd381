namespace Workflows.Engine.Management;

/// <summary>Which definitions to list. Null members and empty lists do not filter.</summary>
public sealed record DefinitionFilter
{
    /// <summary>Which versions.</summary>
    public DefinitionVersions Versions { get; init; } = DefinitionVersions.All;

    /// <summary>Definition ids.</summary>
    public IReadOnlyList<string> DefinitionIds { get; init; } = [];

    /// <summary>Ids of versions.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>Part of the name, the description, or an id; case does not matter.</summary>
    public string? Search { get; init; }

    /// <summary>The exact name.</summary>
    public string? Name { get; init; }

    /// <summary>System definitions (true) or the others (false).</summary>
    public bool? IsSystem { get; init; }

    /// <summary>Definitions that may be used as activities.</summary>
    public bool? UsableAsActivity { get; init; }

    /// <summary>Column of the order: created, name or version.</summary>
    public DefinitionOrder Order { get; init; }

    /// <summary>Whether the order runs downwards.</summary>
    public bool Descending { get; init; }

    /// <summary>First row, from 0.</summary>
    public int Offset { get; init; }

    /// <summary>Most rows.</summary>
    public int Limit { get; init; } = 100;
}
