using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Engine.Activities;
using Workflows.Engine.Activities.Composition;
using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;
using Workflows.Engine.Definitions.Json;
using Workflows.Engine.Durability.Bursts;

namespace Workflows.Engine.Management;

/// <summary>
/// Makes stored definitions runnable: reads the JSON with the activity types that the tenant has (its own definitions among them),
/// puts the definitions inside that it uses as activities, and compiles.
/// </summary>
public sealed class DefinitionMaterializer(DefinitionStore store, WorkflowCatalog catalog, ActivityRegistry activities)
{
    private const int DeepestUse = 32;
    private readonly ConcurrentDictionary<Guid, ActivityRegistry> _registries = new();

    /// <summary>The activity types of a tenant: those of the process, and its definitions that are usable as activities.</summary>
    public async ValueTask<ActivityRegistry> RegistryAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        if (_registries.TryGetValue(tenantId, out var known))
        {
            return known;
        }

        var usable = await store.ReadAsync(
            tenantId, new DefinitionFilter { UsableAsActivity = true, Limit = 10_000 }, cancellationToken);
        var registry = new ActivityRegistry(activities);
        foreach (var versions in usable.GroupBy(static d => d.DefinitionId, StringComparer.Ordinal))
        {
            var published = versions.FirstOrDefault(static d => d.IsPublished);
            foreach (var version in versions.Where(static d => d.ActivityType is not null))
            {
                registry.Register(DefinitionDescriptor.Describe(version, published));
            }
        }

        _registries[tenantId] = registry;
        return registry;
    }

    /// <summary>Forgets a tenant's activity types; for <see cref="StoredDefinition.Nobody"/>, those of all tenants.</summary>
    public void Forget(Guid tenantId)
    {
        if (tenantId == StoredDefinition.Nobody)
        {
            _registries.Clear();
        }
        else
        {
            _registries.TryRemove(tenantId, out _);
        }
    }

    /// <summary>Compiles a version.</summary>
    /// <exception cref="DefinitionException">It cannot run; says why.</exception>
    public async Task<WorkflowGraph> CompileAsync(StoredDefinition stored, CancellationToken cancellationToken)
    {
        var tenantId = stored.TenantId;
        var registry = await RegistryAsync(tenantId, cancellationToken);
        var json = stored.ToJson();
        var used = new Dictionary<(string, string?, int), StoredDefinition>();
        await CollectAsync(tenantId, registry, json, used, [stored.DefinitionId], cancellationToken);
        try
        {
            var workflow = Read(json, stored, registry);
            Fill(workflow.Root, registry, used, 0);
            return catalog.Compile(workflow, registry);
        }
        catch (Exception error) when (IsContent(error))
        {
            throw new DefinitionException("root", error.Message);
        }
    }

    /// <summary>The ids of the definitions that a definition uses as activities.</summary>
    public async ValueTask<IReadOnlyList<string>> UsesAsync(Guid tenantId, JsonObject model, CancellationToken cancellationToken)
    {
        var registry = await RegistryAsync(tenantId, cancellationToken);
        return model["root"] is JsonObject root
            ? [.. ActivityTree.All(root).Select(found => Used(found.Activity, registry)?.DefinitionId ?? JsonParts.Text(found.Activity, "workflowDefinitionId")).OfType<string>().Distinct(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>Whether an exception says that the content of a definition is wrong.</summary>
    internal static bool IsContent(Exception error) =>
        error is JsonException or InvalidOperationException or FormatException or ArgumentException or NotSupportedException
            or InvalidCastException or KeyNotFoundException or OverflowException or System.Reflection.TargetInvocationException
            or Expressions.ValueConversionException;

    private static Workflow Read(JsonObject json, StoredDefinition stored, ActivityRegistry registry)
    {
        json["tenantId"] = stored.IsOrigin ? null : stored.TenantId.ToString();
        return WorkflowJson.Read(json, registry);
    }

    private static (string DefinitionId, string? VersionId, int Version)? Used(JsonObject activity, ActivityRegistry registry)
    {
        var type = JsonParts.Text(activity, "type") ?? string.Empty;
        return registry.Find(type, JsonParts.Number(activity, "version", 0)) is { } descriptor && descriptor.ClrType == typeof(WorkflowDefinitionActivity)
            ? Used(descriptor, JsonParts.Text(activity, "workflowDefinitionId"), JsonParts.Text(activity, "workflowDefinitionVersionId"))
            : null;
    }

    // The type says which definition is meant (so does Elsa); the ids beside it are those of the server that exported the JSON, and
    // name a version only when they speak of the same definition.
    private static (string DefinitionId, string? VersionId, int Version) Used(ActivityDescriptor descriptor, string? definitionId, string? versionId)
    {
        string? Constructed(string property) => descriptor.ConstructionProperties.TryGetValue(property, out var value) ? value as string : null;
        var owner = Constructed(nameof(WorkflowDefinitionActivity.WorkflowDefinitionId));
        var exact = Constructed(nameof(WorkflowDefinitionActivity.WorkflowDefinitionVersionId));
        var isSame = string.IsNullOrEmpty(definitionId) || definitionId == owner;
        return (owner ?? definitionId ?? string.Empty, isSame && !string.IsNullOrEmpty(versionId) ? versionId : exact, descriptor.Version);
    }

    private async Task CollectAsync(
        Guid tenantId, ActivityRegistry registry, JsonObject json, Dictionary<(string, string?, int), StoredDefinition> used,
        HashSet<string> path, CancellationToken cancellationToken)
    {
        if (json["root"] is not JsonObject root)
        {
            return;
        }

        foreach (var (place, activity) in ActivityTree.All(root))
        {
            if (Used(activity, registry) is not { } wanted)
            {
                continue;
            }

            if (path.Contains(wanted.DefinitionId) || path.Count > DeepestUse)
            {
                throw new DefinitionException(place, $"The definition '{wanted.DefinitionId}' would contain itself.");
            }

            if (!used.TryGetValue(wanted, out var child))
            {
                child = await FindAsync(tenantId, wanted, cancellationToken)
                    ?? throw new DefinitionException(place, $"The definition '{wanted.DefinitionId}', used as an activity, does not exist.");
                used[wanted] = child;
            }

            await CollectAsync(tenantId, registry, child.ToJson(), used, [.. path, wanted.DefinitionId], cancellationToken);
        }
    }

    // Elsa's order: the very version, else the number, else what is published, else the newest.
    private async Task<StoredDefinition?> FindAsync(
        Guid tenantId, (string DefinitionId, string? VersionId, int Version) wanted, CancellationToken cancellationToken)
    {
        if (wanted.VersionId is { Length: > 0 } id && await store.FindVersionAsync(tenantId, id, cancellationToken) is { } exact)
        {
            return exact;
        }

        return await store.FindAsync(tenantId, wanted.DefinitionId, new DefinitionVersions(VersionKind.Specific, wanted.Version), cancellationToken)
            ?? await store.FindAsync(tenantId, wanted.DefinitionId, DefinitionVersions.Published, cancellationToken)
            ?? await store.FindAsync(tenantId, wanted.DefinitionId, DefinitionVersions.Latest, cancellationToken);
    }

    private static void Fill(
        IActivity? activity, ActivityRegistry registry, Dictionary<(string, string?, int), StoredDefinition> used, int depth)
    {
        if (activity is null)
        {
            return;
        }

        if (activity is WorkflowDefinitionActivity definition)
        {
            var key = Used(registry.DescriptorOf(definition), definition.WorkflowDefinitionId, definition.WorkflowDefinitionVersionId);
            if (depth > DeepestUse || !used.TryGetValue(key, out var child))
            {
                throw new InvalidOperationException($"The definition '{definition.WorkflowDefinitionId}', used as an activity, does not exist.");
            }

            var inner = Read(child.ToJson(), child, registry);
            definition.Root = inner.Root;
            definition.Variables = inner.Variables;
            Fill(definition.Root, registry, used, depth + 1);
            return;
        }

        foreach (var (_, child) in registry.DescriptorOf(activity).Children(activity))
        {
            Fill(child, registry, used, depth);
        }
    }
}
