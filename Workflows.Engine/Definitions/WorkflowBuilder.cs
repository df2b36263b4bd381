using Workflows.Engine.Activities;
using Workflows.Engine.Authoring;

namespace Workflows.Engine.Definitions;

/// <summary>Builds workflows.</summary>
public sealed class WorkflowBuilder : IWorkflowBuilder
{
    /// <inheritdoc />
    public string? DefinitionId { get; set; }

    /// <inheritdoc />
    public string? Id { get; set; }

    /// <inheritdoc />
    public string? TenantId { get; set; }

    /// <inheritdoc />
    public int Version { get; set; } = 1;

    /// <inheritdoc />
    public string? Name { get; set; }

    /// <inheritdoc />
    public string? Description { get; set; }

    /// <inheritdoc />
    public bool IsReadonly { get; set; }

    /// <inheritdoc />
    public bool IsSystem { get; set; }

    /// <inheritdoc />
    public WorkflowOptions WorkflowOptions { get; } = new();

    /// <inheritdoc />
    public IActivity? Root { get; set; }

    /// <inheritdoc />
    public ICollection<Variable> Variables { get; set; } = [];

    /// <inheritdoc />
    public ICollection<InputDefinition> Inputs { get; set; } = [];

    /// <inheritdoc />
    public ICollection<OutputDefinition> Outputs { get; set; } = [];

    /// <inheritdoc />
    public ICollection<string> Outcomes { get; set; } = [];

    /// <inheritdoc />
    public Variable? Result { get; set; }

    /// <inheritdoc />
    public IDictionary<string, object> CustomProperties { get; } = new Dictionary<string, object>();

    /// <summary>Builds a workflow class.</summary>
    public static async Task<Workflow> BuildAsync(IWorkflow workflow, CancellationToken cancellationToken = default) =>
        await new WorkflowBuilder().BuildWorkflowAsync(workflow, cancellationToken);

    /// <inheritdoc />
    public IWorkflowBuilder WithDefinitionId(string definitionId) => With(() => DefinitionId = definitionId);

    /// <inheritdoc />
    public IWorkflowBuilder WithId(string id) => With(() => Id = id);

    /// <inheritdoc />
    public IWorkflowBuilder WithTenantId(string tenantId) => With(() => TenantId = tenantId);

    /// <inheritdoc />
    public Variable<T> WithVariable<T>() => Added(new Variable<T>());

    /// <inheritdoc />
    public Variable<T> WithVariable<T>(string name, T value) => Added(new Variable<T>(name, value));

    /// <inheritdoc />
    public Variable<T> WithVariable<T>(T value) => Added(new Variable<T>(value));

    /// <inheritdoc />
    public IWorkflowBuilder WithVariable<T>(Variable<T> variable) => With(() => Variables.Add(variable));

    /// <inheritdoc />
    public IWorkflowBuilder WithVariable(Variable variable) => With(() => Variables.Add(variable));

    /// <inheritdoc />
    public IWorkflowBuilder WithVariables(params Variable[] variables)
    {
        foreach (var variable in variables)
        {
            Variables.Add(variable);
        }

        return this;
    }

    /// <inheritdoc />
    public InputDefinition WithInput<T>(string name, string? description = null) => WithInput(name, typeof(T), description);

    /// <inheritdoc />
    public InputDefinition WithInput(string name, Type type, string? description = null) =>
        WithInput(name, type, input => input.Description = description ?? string.Empty);

    /// <inheritdoc />
    public InputDefinition WithInput(string name, Type type, Action<InputDefinition>? setup = null) => WithInput(input =>
    {
        input.Name = name;
        input.DisplayName = name;
        input.Type = type;
        setup?.Invoke(input);
    });

    /// <inheritdoc />
    public InputDefinition WithInput(Action<InputDefinition> setup)
    {
        var input = new InputDefinition();
        setup(input);
        Inputs.Add(input);
        return input;
    }

    /// <inheritdoc />
    public IWorkflowBuilder WithInput(InputDefinition inputDefinition) => With(() => Inputs.Add(inputDefinition));

    /// <inheritdoc />
    public OutputDefinition WithOutput<T>(string name, string? description = null) => WithOutput(name, typeof(T), description);

    /// <inheritdoc />
    public OutputDefinition WithOutput(string name, Type type, string? description = null) =>
        WithOutput(name, type, output => output.Description = description ?? string.Empty);

    /// <inheritdoc />
    public OutputDefinition WithOutput(string name, Type type, Action<OutputDefinition>? setup = null) => WithOutput(output =>
    {
        output.Name = name;
        output.DisplayName = name;
        output.Type = type;
        setup?.Invoke(output);
    });

    /// <inheritdoc />
    public OutputDefinition WithOutput(Action<OutputDefinition> setup)
    {
        var output = new OutputDefinition();
        setup(output);
        return WithOutput(output);
    }

    /// <inheritdoc />
    public OutputDefinition WithOutput(OutputDefinition outputDefinition)
    {
        Outputs.Add(outputDefinition);
        return outputDefinition;
    }

    /// <inheritdoc />
    public IWorkflowBuilder WithCustomProperty(string name, object value) => With(() => CustomProperties[name] = value);

    /// <inheritdoc />
    public IWorkflowBuilder WithActivationStrategyType<T>()
        where T : IWorkflowActivationStrategy => With(() => WorkflowOptions.ActivationStrategyType = typeof(T));

    /// <inheritdoc />
    public IWorkflowBuilder AsReadonly() => With(() => IsReadonly = true);

    /// <inheritdoc />
    public IWorkflowBuilder AsSystemWorkflow() => With(() => IsSystem = true);

    /// <inheritdoc />
    public Task<Workflow> BuildWorkflowAsync(CancellationToken cancellationToken = default)
    {
        var definitionId = DefinitionId ?? "Workflow";
        var workflow = new Workflow(
            new WorkflowIdentity(definitionId, Version, Id ?? FormattableString.Invariant($"{definitionId}:v{Version}"), TenantId),
            WorkflowPublication.LatestAndPublished,
            new WorkflowMetadata(Name, Description, default, new Version(3, 8, 0, 0)),
            WorkflowOptions,
            Root ?? new Sequence(),
            Variables,
            Inputs,
            Outputs,
            Outcomes,
            CustomProperties,
            IsReadonly,
            IsSystem)
        {
            ResultVariable = Result,
        };
        return Task.FromResult(workflow);
    }

    /// <inheritdoc />
    public async Task<Workflow> BuildWorkflowAsync(IWorkflow workflowDefinition, CancellationToken cancellationToken = default)
    {
        await workflowDefinition.BuildAsync(this, cancellationToken);
        return await BuildWorkflowAsync(cancellationToken);
    }

    private WorkflowBuilder With(Action change)
    {
        change();
        return this;
    }

    private Variable<T> Added<T>(Variable<T> variable)
    {
        Variables.Add(variable);
        return variable;
    }
}
