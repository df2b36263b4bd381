using Workflows.Engine.Activities;

namespace Workflows.Engine.Authoring;

/// <summary>Collects the description of a workflow.</summary>
public interface IWorkflowBuilder
{
    /// <summary>Stable id of the definition; default: the class name.</summary>
    string? DefinitionId { get; set; }

    /// <summary>Id of this version; default: definition id and version.</summary>
    string? Id { get; set; }

    /// <summary>Tenant that owns the definition; null: all tenants.</summary>
    string? TenantId { get; set; }

    /// <summary>Version. Default: 1.</summary>
    int Version { get; set; }

    /// <summary>Name for people.</summary>
    string? Name { get; set; }

    /// <summary>Description for people.</summary>
    string? Description { get; set; }

    /// <summary>Whether the designer may change it.</summary>
    bool IsReadonly { get; set; }

    /// <summary>Whether lists for people hide it.</summary>
    bool IsSystem { get; set; }

    /// <summary>Options of the workflow.</summary>
    WorkflowOptions WorkflowOptions { get; }

    /// <summary>The first activity.</summary>
    IActivity? Root { get; set; }

    /// <summary>Variables of the workflow.</summary>
    ICollection<Variable> Variables { get; set; }

    /// <summary>Inputs of the workflow.</summary>
    ICollection<InputDefinition> Inputs { get; set; }

    /// <summary>Outputs of the workflow.</summary>
    ICollection<OutputDefinition> Outputs { get; set; }

    /// <summary>Outcomes of the workflow when it is used as an activity.</summary>
    ICollection<string> Outcomes { get; set; }

    /// <summary>Variable that holds the result.</summary>
    Variable? Result { get; set; }

    /// <summary>Free properties of the definition.</summary>
    IDictionary<string, object> CustomProperties { get; }

    /// <summary>Sets <see cref="DefinitionId"/>.</summary>
    IWorkflowBuilder WithDefinitionId(string definitionId);

    /// <summary>Sets <see cref="Id"/>.</summary>
    IWorkflowBuilder WithId(string id);

    /// <summary>Sets <see cref="TenantId"/>.</summary>
    IWorkflowBuilder WithTenantId(string tenantId);

    /// <summary>Adds a variable without a name.</summary>
    Variable<T> WithVariable<T>();

    /// <summary>Adds a named variable with a start value.</summary>
    Variable<T> WithVariable<T>(string name, T value);

    /// <summary>Adds an unnamed variable with a start value.</summary>
    Variable<T> WithVariable<T>(T value);

    /// <summary>Adds a variable.</summary>
    IWorkflowBuilder WithVariable<T>(Variable<T> variable);

    /// <summary>Adds a variable.</summary>
    IWorkflowBuilder WithVariable(Variable variable);

    /// <summary>Adds variables.</summary>
    IWorkflowBuilder WithVariables(params Variable[] variables);

    /// <summary>Declares an input.</summary>
    InputDefinition WithInput<T>(string name, string? description = null);

    /// <summary>Declares an input.</summary>
    InputDefinition WithInput(string name, Type type, string? description = null);

    /// <summary>Declares an input.</summary>
    InputDefinition WithInput(string name, Type type, Action<InputDefinition>? setup = null);

    /// <summary>Declares an input.</summary>
    InputDefinition WithInput(Action<InputDefinition> setup);

    /// <summary>Declares an input.</summary>
    IWorkflowBuilder WithInput(InputDefinition inputDefinition);

    /// <summary>Declares an output.</summary>
    OutputDefinition WithOutput<T>(string name, string? description = null);

    /// <summary>Declares an output.</summary>
    OutputDefinition WithOutput(string name, Type type, string? description = null);

    /// <summary>Declares an output.</summary>
    OutputDefinition WithOutput(string name, Type type, Action<OutputDefinition>? setup = null);

    /// <summary>Declares an output.</summary>
    OutputDefinition WithOutput(Action<OutputDefinition> setup);

    /// <summary>Declares an output.</summary>
    OutputDefinition WithOutput(OutputDefinition outputDefinition);

    /// <summary>Sets a free property.</summary>
    IWorkflowBuilder WithCustomProperty(string name, object value);

    /// <summary>Sets the activation strategy.</summary>
    IWorkflowBuilder WithActivationStrategyType<T>()
        where T : IWorkflowActivationStrategy;

    /// <summary>Makes the definition read-only.</summary>
    IWorkflowBuilder AsReadonly();

    /// <summary>Makes the definition a system workflow.</summary>
    IWorkflowBuilder AsSystemWorkflow();

    /// <summary>Builds the workflow from what was collected.</summary>
    Task<Workflow> BuildWorkflowAsync(CancellationToken cancellationToken = default);

    /// <summary>Lets a workflow class describe itself and builds it.</summary>
    Task<Workflow> BuildWorkflowAsync(IWorkflow workflowDefinition, CancellationToken cancellationToken = default);
}
