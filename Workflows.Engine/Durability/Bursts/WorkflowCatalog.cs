using System.Collections.Frozen;
using Workflows.Engine.Activities;
using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Durability.Bursts;

/// <summary>
/// The definition versions of this process, compiled. Changed as a whole, read without locks by every burst.
/// </summary>
public sealed class WorkflowCatalog(ActivityRegistry activities, ExpressionRegistry expressions, TimeProvider time) : IWorkflowCatalog
{
    private readonly Lock _change = new();

    // Every definition that was ever here, so that schedules of a deleted one can be told from those of another process.
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    // Replaced as a whole under the lock; read by every burst.
    private volatile CatalogContent _content = CatalogContent.Empty;

    /// <summary>Every version, in no order.</summary>
    public IReadOnlyCollection<WorkflowGraph> Versions => [.. _content.Versions.Values.Select(static e => e.Graph)];

    /// <summary>The versions on which new instances start, one for each definition and owner.</summary>
    public IReadOnlyCollection<WorkflowGraph> Published => [.. _content.Published.Select(static e => e.Graph)];

    /// <summary>Fetches a version that is not in memory, such as that of an instance started long ago. Null: nothing is fetched.</summary>
    public Func<string, CancellationToken, ValueTask<WorkflowGraph?>>? Loader { get; set; }

    /// <summary>Raised after definitions were added or replaced.</summary>
    public event Action? Changed;

    /// <summary>Builds and adds a workflow written in C#; its version becomes the published one unless a newer one is.</summary>
    public async Task<WorkflowGraph> AddAsync(IWorkflow workflow, CancellationToken cancellationToken) =>
        await AddAsync(await new WorkflowBuilder().BuildWorkflowAsync(workflow, cancellationToken), cancellationToken);

    /// <summary>Compiles and adds a workflow; replaces a version with the same id.</summary>
    public async Task<WorkflowGraph> AddAsync(Workflow workflow, CancellationToken cancellationToken)
    {
        var graph = Compile(workflow, null);
        await AddAsync([graph], [], cancellationToken);
        return graph;
    }

    /// <summary>Compiles a workflow for this process without adding it.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="registry">Activity types it may use; null: those of the process.</param>
    /// <exception cref="InvalidOperationException">It cannot run as it is.</exception>
    public WorkflowGraph Compile(Workflow workflow, ActivityRegistry? registry) =>
        WorkflowGraph.Compile(workflow, registry ?? activities, expressions);

    /// <summary>
    /// Adds compiled workflows, replacing versions with the same id, and takes versions out. A workflow whose identity names a tenant
    /// belongs to that tenant.
    /// </summary>
    public async Task AddAsync(
        IReadOnlyCollection<WorkflowGraph> graphs, IReadOnlyCollection<string> removedVersionIds, CancellationToken cancellationToken)
    {
        var entries = new List<CatalogEntry>(graphs.Count);
        foreach (var graph in graphs)
        {
            entries.Add(new CatalogEntry(
                graph, OwnerOf(graph), graph.Workflow.Publication.IsPublished, await IndexAsync(graph, cancellationToken)));
        }

        Change(entries, removedVersionIds, null);
    }

    /// <summary>Says whether a tenant has replaced a definition of nobody by versions of its own, published now or before.</summary>
    public void Override(Guid tenantId, string definitionId, bool replaced) => Change([], [], (tenantId, definitionId, replaced));

    /// <summary>Whether this process has, or had, a definition of that id.</summary>
    public bool Knows(string definitionId)
    {
        lock (_change)
        {
            return _known.Contains(definitionId);
        }
    }

    /// <summary>The tenant that a compiled definition belongs to; null: all tenants.</summary>
    public static Guid? OwnerOf(WorkflowGraph graph) => Guid.TryParse(graph.Workflow.Identity.TenantId, out var owner) ? owner : null;

    /// <inheritdoc />
    public WorkflowGraph? Find(string definitionId, int? version = null, Guid? tenantId = null) =>
        _content.Find(definitionId, version, tenantId)?.Graph;

    /// <inheritdoc />
    public WorkflowGraph? FindVersion(string definitionVersionId) => _content.Versions.GetValueOrDefault(definitionVersionId)?.Graph;

    /// <inheritdoc />
    public async ValueTask<WorkflowGraph?> LoadVersionAsync(string definitionVersionId, CancellationToken cancellationToken) =>
        FindVersion(definitionVersionId) ?? (Loader is null ? null : await Loader(definitionVersionId, cancellationToken));

    /// <inheritdoc />
    public IReadOnlyList<TriggerMatch> FindTriggers(long stimulus, Guid? tenantId = null) => _content.FindTriggers(stimulus, tenantId);

    /// <summary>What the trigger activities of a workflow wait for.</summary>
    public async Task<IReadOnlyList<TriggerPayload>> PayloadsAsync(WorkflowGraph graph, CancellationToken cancellationToken)
    {
        var found = new List<TriggerPayload>();
        foreach (var trigger in graph.Triggers)
        {
            var context = new WorkflowExecutionContext(graph, Guid.Empty, null, time);
            var indexing = new TriggerIndexingContext(context.ExpressionExecutionContext, trigger, time.GetUtcNow(), cancellationToken);
            foreach (var payload in await trigger.GetTriggerPayloadsAsync(indexing))
            {
                found.Add(new TriggerPayload(trigger, indexing.TriggerName, StimulusHasher.Hash(indexing.TriggerName, payload), payload));
            }
        }

        return found;
    }

    private void Change(
        List<CatalogEntry> entries, IReadOnlyCollection<string> removed, (Guid Tenant, string DefinitionId, bool Replaced)? replaced)
    {
        lock (_change)
        {
            if (entries.Count == 0 && removed.Count == 0
                && replaced is { } same && same.Replaced == _content.Overridden.Contains((same.Tenant, same.DefinitionId)))
            {
                return;
            }

            var versions = new Dictionary<string, CatalogEntry>(_content.Versions, StringComparer.Ordinal);
            foreach (var id in removed)
            {
                versions.Remove(id);
            }

            foreach (var entry in entries)
            {
                versions[entry.VersionId] = entry;
                _known.Add(entry.DefinitionId);
            }

            var overridden = _content.Overridden;
            if (replaced is { } change && change.Replaced != overridden.Contains((change.Tenant, change.DefinitionId)))
            {
                var all = new HashSet<(Guid, string)>(overridden);
                _ = change.Replaced ? all.Add((change.Tenant, change.DefinitionId)) : all.Remove((change.Tenant, change.DefinitionId));
                overridden = all.ToFrozenSet();
            }

            _content = new CatalogContent(versions.Values, overridden);
        }

        Changed?.Invoke();
    }

    private async Task<List<(long Stimulus, TriggerMatch Match)>> IndexAsync(WorkflowGraph graph, CancellationToken cancellationToken)
    {
        var identity = graph.Workflow.Identity;
        return [.. (await PayloadsAsync(graph, cancellationToken))
            .Select(found => (found.Stimulus, new TriggerMatch(identity.DefinitionId, identity.Version, found.Trigger.Id)))];
    }
}
