using System.Globalization;
using Workflows.Engine.Activities;
using Workflows.Engine.Activities.Composition;
using Workflows.Engine.Authoring;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Definitions;

/// <summary>A workflow compiled for running: nodes with stable ids, input slots, ports. Immutable, shared by threads.</summary>
public sealed class WorkflowGraph
{
    private readonly Dictionary<IActivity, ActivityNode> _byActivity = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, ActivityNode> _byNodeId = [];
    private readonly Dictionary<string, ActivityNode> _byActivityId = [];
    private readonly Dictionary<string, Variable> _variables = [];
    private readonly List<ActivityNode> _nodes = [];

    private WorkflowGraph(Workflow workflow, ActivityRegistry registry, ExpressionRegistry expressions)
    {
        Workflow = workflow;
        Registry = registry;
        Expressions = expressions;
    }

    /// <summary>The workflow.</summary>
    public Workflow Workflow { get; }

    /// <summary>The activity types.</summary>
    public ActivityRegistry Registry { get; }

    /// <summary>The expression languages.</summary>
    public ExpressionRegistry Expressions { get; }

    /// <summary>The node of the workflow itself.</summary>
    public ActivityNode Root => _nodes[0];

    /// <summary>All nodes, parents before children.</summary>
    public IReadOnlyList<ActivityNode> Nodes => _nodes;

    /// <summary>What happens when an activity fails.</summary>
    public IIncidentStrategy IncidentStrategy { get; private set; } = new FaultStrategy();

    /// <summary>The triggers that may start the workflow.</summary>
    public IEnumerable<ITrigger> Triggers => _nodes.Select(node => node.Activity).OfType<ITrigger>().Where(trigger => trigger.GetCanStartWorkflow());

    internal bool HasCompletionListeners { get; private set; }

    /// <summary>Compiles a workflow. Activities without an id get one, the same in every process.</summary>
    /// <exception cref="InvalidOperationException">Two activities have the same id, or one stands in two places.</exception>
    public static WorkflowGraph Compile(Workflow workflow, ActivityRegistry? registry = null, ExpressionRegistry? expressions = null)
    {
        var graph = new WorkflowGraph(workflow, registry ?? ActivityRegistry.Default, expressions ?? ExpressionRegistry.Default);
        var activities = new List<(IActivity Activity, int Parent, string Port)>();
        graph.Collect(workflow, -1, string.Empty, activities, new HashSet<IActivity>(ReferenceEqualityComparer.Instance));
        AssignIds(activities);
        foreach (var (activity, parent, port) in activities)
        {
            graph.Add(activity, parent < 0 ? null : graph._nodes[parent], port);
        }

        foreach (var node in graph._nodes)
        {
            (node.Activity as ICompiledActivity)?.Compile(node, graph);
        }

        if (workflow.Options.IncidentStrategyType is { } strategy)
        {
            graph.IncidentStrategy = (IIncidentStrategy)Activator.CreateInstance(strategy)!;
        }

        return graph;
    }

    /// <summary>Finds a node.</summary>
    public ActivityNode? Find(string nodeId) => _byNodeId.GetValueOrDefault(nodeId);

    /// <summary>Finds a node by the id of its activity.</summary>
    public ActivityNode? FindById(string activityId) => _byActivityId.GetValueOrDefault(activityId);

    /// <summary>Finds a node by the id or name of its activity.</summary>
    public ActivityNode? FindByIdOrName(string idOrName) =>
        FindById(idOrName) ?? _nodes.Find(node => string.Equals(node.Activity.Name, idOrName, StringComparison.Ordinal));

    /// <summary>Finds a node by id or name, first in the definition that <paramref name="from"/> stands in.</summary>
    internal ActivityNode? FindByIdOrName(string idOrName, ActivityNode? from) =>
        from?.Scope is { } scope
            && (_nodes.Find(node => node.Scope == scope && node.Activity.Id == idOrName)
                ?? _nodes.Find(node => node.Scope == scope && node.Activity.Name == idOrName)) is { } near
            ? near
            : FindByIdOrName(idOrName);

    /// <summary>Finds a node by its key.</summary>
    internal ActivityNode? FindByKey(string key) => FindById(key) ?? Find(key);

    /// <summary>The node of an activity.</summary>
    /// <exception cref="InvalidOperationException">The activity is not part of the workflow.</exception>
    public ActivityNode NodeOf(IActivity activity) =>
        _byActivity.TryGetValue(activity, out var node)
            ? node
            : throw new InvalidOperationException($"The activity {activity.Id ?? activity.Type} is not part of the workflow {Workflow.Identity.DefinitionId}.");

    internal Variable? FindVariable(string id) => _variables.GetValueOrDefault(id);

    private static void AssignIds(List<(IActivity Activity, int Parent, string Port)> activities)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var scopes = new int[activities.Count];
        var inScope = new HashSet<(int Scope, string Id)>();
        for (var index = 0; index < activities.Count; index++)
        {
            // A definition that is used as an activity brings its own ids along, as often as it is used.
            var (activity, parent, _) = activities[index];
            scopes[index] = parent < 0 ? 0 : activities[parent].Activity is WorkflowDefinitionActivity ? parent : scopes[parent];
            if (string.IsNullOrEmpty(activity.Id))
            {
                continue;
            }

            taken.Add(activity.Id);
            if (!inScope.Add((scopes[index], activity.Id)))
            {
                throw new InvalidOperationException($"Two activities have the id '{activity.Id}'.");
            }
        }

        var counters = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (activity, _, _) in activities)
        {
            if (!string.IsNullOrEmpty(activity.Id))
            {
                continue;
            }

            var name = ActivityTypeNames.NameOf(activity.GetType());
            string id;
            do
            {
                var number = counters.GetValueOrDefault(name) + 1;
                counters[name] = number;
                id = name + number.ToString(CultureInfo.InvariantCulture);
            }
            while (!taken.Add(id));
            activity.Id = id;
        }
    }

    private void Collect(
        IActivity activity, int parent, string port, List<(IActivity Activity, int Parent, string Port)> activities, HashSet<IActivity> seen)
    {
        if (!seen.Add(activity))
        {
            throw new InvalidOperationException($"The activity {activity.Id ?? activity.Type} stands in two places of the workflow.");
        }

        (activity as Composite)?.EnsureSetup();
        var index = activities.Count;
        activities.Add((activity, parent, port));
        foreach (var (childPort, child) in Registry.DescriptorOf(activity).Children(activity))
        {
            Collect(child, index, childPort, activities, seen);
        }
    }

    private void Add(IActivity activity, ActivityNode? parent, string port)
    {
        var nodeId = parent is null ? activity.Id : $"{parent.NodeId}:{activity.Id}";
        activity.NodeId = nodeId;
        var node = new ActivityNode(activity, Registry.DescriptorOf(activity), parent, port, nodeId, _nodes.Count);
        _nodes.Add(node);
        parent?.ChildList.Add(node);
        _byActivity.Add(activity, node);
        _byNodeId.Add(nodeId, node);
        node.Key = _byActivityId.TryAdd(activity.Id, node) ? activity.Id : nodeId;
        HasCompletionListeners |= node.ListensToCompletion;
        var number = 0;
        foreach (var variable in (activity as IVariableContainer)?.Variables ?? [])
        {
            number++;
            variable.Id ??= string.Create(CultureInfo.InvariantCulture, $"{nodeId}:variable-{number}");
            _variables[variable.Id] = variable;
        }

        foreach (var output in node.Descriptor.Outputs)
        {
            if (output.ValueGetter(activity)?.Resolve() is Variable undeclared)
            {
                undeclared.Id ??= string.IsNullOrEmpty(undeclared.Name) ? $"{nodeId}:output-{output.Name}" : undeclared.Name;
                _variables.TryAdd(undeclared.Id, undeclared);
            }
        }
    }
}
