using System.Text.Json;

namespace Workflows.Engine.Durability.Requests;

/// <summary>Asks for a new instance.</summary>
public sealed record StartRequest
{
    /// <summary>The tenant that will own the instance.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The definition; its published version runs, or <see cref="Version"/>.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>A certain version; null for the published one.</summary>
    public int? Version { get; init; }

    /// <summary>A version by its own id; null for the other two ways.</summary>
    public string? VersionId { get; init; }

    /// <summary>The id the instance will have; a UUIDv7. Default: a new one.</summary>
    public Guid InstanceId { get; init; } = Guid.CreateVersion7();

    /// <summary>Correlation id; null for none.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Name of the instance; null for none.</summary>
    public string? Name { get; init; }

    /// <summary>Workflow inputs by name.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Input { get; init; }

    /// <summary>Initial values of variables by name.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Variables { get; init; }

    /// <summary>The activity to begin with when a trigger starts the workflow; null for the root.</summary>
    public string? TriggerActivityId { get; init; }

    /// <summary>The instance that starts this one; null for none.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>Whether the parent waits for the end of this instance.</summary>
    public bool NotifyParent { get; init; }

    /// <summary>A repeated start with the same key gives the first instance. Null: every request starts one.</summary>
    public string? Key { get; init; }
}
