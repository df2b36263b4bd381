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

    // Replaced as a whole under the lock; read by every burst.
    private volatile Content _content = Content.Empty;

    /// <summary>Every version, in no order.</summary>
    public IReadOnlyCollection<WorkflowGraph> Versions => _content.Versions.Values;

    /// <summary>Raised after definitions were added or replaced.</summary>
    public event Action? Changed;

    /// <summary>Builds and adds a workflow written in C#; its version becomes the published one unless a newer one is.</summary>
    public async Task<WorkflowGraph> AddAsync(IWorkflow workflow, CancellationToken cancellationToken) =>
        await AddAsync(await new WorkflowBuilder().BuildWorkflowAsync(workflow, cancellationToken), cancellationToken);

    /// <summary>Compiles and adds a workflow; replaces a version with the same id.</summary>
    public async Task<WorkflowGraph> AddAsync(Workflow workflow, CancellationToken cancellationToken)
    {
        var graph = WorkflowGraph.Compile(workflow, activities, expressions);
        var triggers = await IndexAsync(graph, cancellationToken);
        lock (_change)
        {
            _content = _content.With(graph, triggers);
        }

        Changed?.Invoke();
        return graph;
    }

    /// <inheritdoc />
    public WorkflowGraph? Find(string definitionId, int? version = null) => version is null
        ? _content.Published.GetValueOrDefault(definitionId)
        : _content.Numbers.GetValueOrDefault((definitionId, version.Value));

    /// <inheritdoc />
    public WorkflowGraph? FindVersion(string definitionVersionId) => _content.Versions.GetValueOrDefault(definitionVersionId);

    /// <inheritdoc />
    public IReadOnlyList<TriggerMatch> FindTriggers(long stimulus) => _content.Triggers.GetValueOrDefault(stimulus) ?? [];

    private async Task<List<(long Stimulus, TriggerMatch Match)>> IndexAsync(WorkflowGraph graph, CancellationToken cancellationToken)
    {
        var found = new List<(long, TriggerMatch)>();
        var identity = graph.Workflow.Identity;
        foreach (var trigger in graph.Triggers)
        {
            var context = new WorkflowExecutionContext(graph, Guid.Empty, null, time);
            var indexing = new TriggerIndexingContext(
                context.ExpressionExecutionContext, trigger, time.GetUtcNow(), cancellationToken);
            foreach (var payload in await trigger.GetTriggerPayloadsAsync(indexing))
            {
                found.Add((
                    StimulusHasher.Hash(indexing.TriggerName, payload),
                    new TriggerMatch(identity.DefinitionId, identity.Version, trigger.Id)));
            }
        }

        return found;
    }

    private sealed record Content(
        FrozenDictionary<string, WorkflowGraph> Versions,
        FrozenDictionary<(string DefinitionId, int Version), WorkflowGraph> Numbers,
        FrozenDictionary<string, WorkflowGraph> Published,
        FrozenDictionary<string, List<(long Stimulus, TriggerMatch Match)>> Indexed,
        FrozenDictionary<long, List<TriggerMatch>> Triggers)
    {
        public static Content Empty { get; } = new(
            FrozenDictionary<string, WorkflowGraph>.Empty,
            FrozenDictionary<(string, int), WorkflowGraph>.Empty,
            FrozenDictionary<string, WorkflowGraph>.Empty,
            FrozenDictionary<string, List<(long, TriggerMatch)>>.Empty,
            FrozenDictionary<long, List<TriggerMatch>>.Empty);

        // Two ids may claim the same number, e.g. an import beside the original; the first by id has it.
        private static FrozenDictionary<(string, int), WorkflowGraph> ByNumber(IEnumerable<WorkflowGraph> versions) => versions
            .GroupBy(static g => (g.Workflow.Identity.DefinitionId, g.Workflow.Identity.Version))
            .ToFrozenDictionary(static g => g.Key, static g => g.MinBy(static v => v.Workflow.Identity.Id, StringComparer.Ordinal)!);

        public Content With(WorkflowGraph graph, List<(long Stimulus, TriggerMatch Match)> triggers)
        {
            var versions = new Dictionary<string, WorkflowGraph>(Versions, StringComparer.Ordinal) { [graph.Workflow.Identity.Id] = graph };
            var indexed = new Dictionary<string, List<(long Stimulus, TriggerMatch Match)>>(Indexed, StringComparer.Ordinal)
            {
                [graph.Workflow.Identity.Id] = triggers,
            };
            var published = versions.Values
                .Where(static g => g.Workflow.Publication.IsPublished)
                .GroupBy(static g => g.Workflow.Identity.DefinitionId, StringComparer.Ordinal)
                .ToFrozenDictionary(
                    static g => g.Key, static g => g.MaxBy(static v => v.Workflow.Identity.Version)!, StringComparer.Ordinal);
            var live = published.Values
                .SelectMany(g => indexed[g.Workflow.Identity.Id])
                .GroupBy(static t => t.Stimulus)
                .ToFrozenDictionary(static g => g.Key, static g => g.Select(static t => t.Match).ToList());
            return new Content(
                versions.ToFrozenDictionary(StringComparer.Ordinal), ByNumber(versions.Values), published, indexed.ToFrozenDictionary(StringComparer.Ordinal), live);
        }
    }
}
