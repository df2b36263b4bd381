using Workflows.Engine.Activities.Composition;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Definitions;

/// <summary>An activity in a compiled workflow. Immutable and shared by all instances.</summary>
public sealed class ActivityNode
{
    internal ActivityNode(IActivity activity, ActivityDescriptor descriptor, ActivityNode? parent, string port, string nodeId, int index)
    {
        Activity = activity;
        Descriptor = descriptor;
        Parent = parent;
        Scope = parent?.Activity is WorkflowDefinitionActivity ? parent : parent?.Scope;
        Port = port;
        NodeId = nodeId;
        Index = index;
        ListensToCompletion = descriptor.OverridesSignals || Listens(activity);
        RetryPolicy = RetryPolicy.Of(activity);
        AutoCompletes = activity is IAutoComplete;
        LogPersistence = LogPersistence.Of(activity, parent?.LogPersistence);
        BindInputs();
    }

    /// <summary>The activity.</summary>
    public IActivity Activity { get; }

    /// <summary>Describes its type.</summary>
    public ActivityDescriptor Descriptor { get; }

    /// <summary>The node around it; null: the workflow.</summary>
    public ActivityNode? Parent { get; }

    /// <summary>Property of the parent that holds it.</summary>
    public string Port { get; }

    /// <summary>Ids from the workflow down, joined with ':'.</summary>
    public string NodeId { get; }

    /// <summary>Position among all nodes.</summary>
    public int Index { get; }

    /// <summary>Nodes inside.</summary>
    public IReadOnlyList<ActivityNode> Children => ChildList;

    /// <summary>When it runs again after a failure; null: never by itself.</summary>
    public RetryPolicy? RetryPolicy { get; }

    /// <summary>Names the node in stored states: the activity's id, or the node id where the same id stands in several definitions.</summary>
    internal string Key { get; set; } = string.Empty;

    /// <summary>The innermost definition used as an activity around the node; null: the workflow itself.</summary>
    internal ActivityNode? Scope { get; }

    internal List<ActivityNode> ChildList { get; } = [];

    /// <summary>What the journal keeps of inputs and outputs; null: everything.</summary>
    internal LogPersistence? LogPersistence { get; }

    internal bool ListensToCompletion { get; }

    internal bool AutoCompletes { get; }

    /// <summary>Inputs that must be evaluated before the activity runs.</summary>
    internal Input[] EvaluatedInputs { get; private set; } = [];

    /// <summary>All inputs that can have an evaluated value, with their names.</summary>
    internal (string Name, Input Input, bool Recorded)[] Inputs { get; private set; } = [];

    internal int SlotCount { get; private set; }

    /// <summary>What a kind of activity prepares once, such as a flowchart's graph.</summary>
    internal object? Compiled { get; set; }

    internal Dictionary<string, object> ReadState(ActivityExecutionContext context)
    {
        var state = new Dictionary<string, object>(Inputs.Length);
        foreach (var (name, input, recorded) in Inputs)
        {
            if (!recorded)
            {
                continue;
            }

            var value = input.IsConstant ? input.ConstantValue : context.PeekValue(input);
            if (value is not null)
            {
                state[name] = ReferenceEquals(value, ActivityExecutionContext.NullValue) ? null! : value;
            }
        }

        return state;
    }

    private static bool Listens(IActivity activity) =>
        activity is Activity own
        && (own.HasBehaviors || own.SignalHandlers?.ContainsKey(typeof(ActivityCompleted)) == true);

    private void BindInputs()
    {
        List<(string, Input, bool)>? all = null;
        List<Input>? evaluated = null;
        foreach (var descriptor in Descriptor.Inputs)
        {
            if (!descriptor.IsWrapped)
            {
                continue;
            }

            var input = (Input?)descriptor.ValueGetter(Activity);
            if (input is null && descriptor.DefaultValue is not null && !descriptor.IsSynthetic)
            {
                input = DefaultInput.Create(descriptor);
                descriptor.ValueSetter(Activity, input);
            }

            if (input is null)
            {
                continue;
            }

            (all ??= []).Add((descriptor.Name, input, descriptor is { IsSerializable: true, IsSensitive: false }));
            if (input.IsConstant)
            {
                continue;
            }

            input.Owner = Activity;
            input.Slot = SlotCount++;
            if (descriptor.AutoEvaluate)
            {
                (evaluated ??= []).Add(input);
            }
        }

        Inputs = all?.ToArray() ?? [];
        EvaluatedInputs = evaluated?.ToArray() ?? [];
    }
}
