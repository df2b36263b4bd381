using System.Text.Json.Nodes;

namespace Workflows.Engine.Management;

/// <summary>A version of a definition as it is stored.</summary>
public sealed record StoredDefinition
{
    /// <summary>The tenant of what belongs to nobody: workflows in C# and the files of designer-exports.</summary>
    public static readonly Guid Nobody = Guid.Empty;

    /// <summary>Id of the version, unique in the installation.</summary>
    public required string Id { get; init; }

    /// <summary>The tenant it belongs to; <see cref="Nobody"/>: all of them may read it.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>Id that all its versions share.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>Number of the version, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>When the version was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether no newer version exists.</summary>
    public bool IsLatest { get; init; }

    /// <summary>Whether new instances start on it.</summary>
    public bool IsPublished { get; init; }

    /// <summary>Whether the content refuses to be edited at all.</summary>
    public bool IsReadonly { get; init; }

    /// <summary>Whether lists for people hide it.</summary>
    public bool IsSystem { get; init; }

    /// <summary>Whether other definitions may use it as an activity.</summary>
    public bool UsableAsActivity { get; init; }

    /// <summary>Type name under which other definitions use it; null: they may not.</summary>
    public string? ActivityType { get; init; }

    /// <summary>Name for people.</summary>
    public string? Name { get; init; }

    /// <summary>Text for people.</summary>
    public string? Description { get; init; }

    /// <summary>Version of the tool that made it.</summary>
    public string? ToolVersion { get; init; }

    /// <summary>Where it comes from: <see cref="DefinitionProviders"/>.</summary>
    public string Provider { get; init; } = DefinitionProviders.Database;

    /// <summary>Who changed it last.</summary>
    public string ChangedBy { get; init; } = string.Empty;

    /// <summary>UTF-8 JSON as it came, without what the server assigns.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Whether it comes with the product and editing it makes a version of the tenant's own.</summary>
    public bool IsOrigin => TenantId == Nobody;

    /// <summary>The content with everything that the server assigns, as clients read it; a new tree at each call.</summary>
    public JsonObject ToJson() => DefinitionContent.Complete(this);
}
