using System.ComponentModel;
using System.Text.Json.Nodes;
using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities;

/// <summary>A whole workflow: the outermost activity.</summary>
[Activity("Elsa", "Workflows", "Execute a workflow.")]
[Browsable(false)]
public sealed class Workflow : Composite<object>
{
    /// <summary>Creates an empty workflow.</summary>
    public Workflow()
        : base(null, null)
    {
    }

    /// <summary>Creates a workflow of one activity.</summary>
    public Workflow(IActivity root)
        : this() => Root = root;

    /// <summary>Creates a workflow.</summary>
    public Workflow(
        WorkflowIdentity identity,
        WorkflowPublication publication,
        WorkflowMetadata workflowMetadata,
        WorkflowOptions? options,
        IActivity? root,
        ICollection<Variable> variables,
        ICollection<InputDefinition> inputs,
        ICollection<OutputDefinition> outputs,
        ICollection<string> outcomes,
        IDictionary<string, object> customProperties,
        bool isReadonly,
        bool isSystem)
        : this()
    {
        Identity = identity;
        Publication = publication;
        WorkflowMetadata = workflowMetadata;
        Options = options ?? new WorkflowOptions();
        Root = root;
        Variables = variables;
        Inputs = inputs;
        Outputs = outputs;
        Outcomes = outcomes;
        CustomProperties = customProperties;
        IsReadonly = isReadonly;
        IsSystem = isSystem;
    }

    /// <summary>Which definition and version.</summary>
    public WorkflowIdentity Identity { get; set; } = WorkflowIdentity.VersionOne;

    /// <summary>Whether it is the latest and published.</summary>
    public WorkflowPublication Publication { get; set; } = WorkflowPublication.LatestAndPublished;

    /// <summary>Declared inputs.</summary>
    public ICollection<InputDefinition> Inputs { get; set; } = [];

    /// <summary>Declared outputs.</summary>
    public ICollection<OutputDefinition> Outputs { get; set; } = [];

    /// <summary>Outcomes when used as an activity.</summary>
    public ICollection<string> Outcomes { get; set; } = [];

    /// <summary>Texts for people.</summary>
    public WorkflowMetadata WorkflowMetadata { get; set; } = new();

    /// <summary>Options.</summary>
    public WorkflowOptions Options { get; set; } = new();

    /// <summary>Whether the designer may change it.</summary>
    public bool IsReadonly { get; set; }

    /// <summary>Whether lists for people hide it.</summary>
    public bool IsSystem { get; set; }

    /// <summary>Names this version.</summary>
    public WorkflowDefinitionHandle DefinitionHandle => WorkflowDefinitionHandle.ByDefinitionVersionId(Identity.Id);

    /// <summary>The definition's JSON as it was read; what is unknown to the engine survives a round trip.</summary>
    internal JsonObject? Origin { get; set; }

    /// <summary>Creates a workflow of one activity.</summary>
    public static Workflow FromActivity(IActivity root) => root as Workflow ?? new Workflow(root);

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        // The outermost workflow's variables live in the instance's own memory, where the start command put them.
        if (context.ParentActivityExecutionContext is not null)
        {
            context.DeclareVariables(Variables);
        }

        return context.ScheduleActivityAsync(Root, RootCompleted);
    }
}
