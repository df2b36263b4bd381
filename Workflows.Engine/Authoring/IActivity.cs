using Workflows.Engine.Execution;

namespace Workflows.Engine.Authoring;

/// <summary>One step of a workflow definition. Instances are shared by all running workflows: they hold no run state.</summary>
public interface IActivity
{
    /// <summary>Unique within the workflow; assigned when the workflow is compiled if left empty.</summary>
    string Id { get; set; }

    /// <summary>Ids from the workflow down to this activity, joined with ':'; assigned when the workflow is compiled.</summary>
    string NodeId { get; set; }

    /// <summary>Name chosen by the author; scripts refer to it. Default: none.</summary>
    string? Name { get; set; }

    /// <summary>Type name as stored in definitions, such as "Elsa.WriteLine".</summary>
    string Type { get; set; }

    /// <summary>Version of the activity type.</summary>
    int Version { get; set; }

    /// <summary>Settings of the designer and the engine, such as canStartWorkflow and retryPolicy.</summary>
    IDictionary<string, object> CustomProperties { get; set; }

    /// <summary>Inputs and outputs that exist in the descriptor but not as .NET properties.</summary>
    IDictionary<string, object> SyntheticProperties { get; set; }

    /// <summary>What the designer remembers, such as positions.</summary>
    IDictionary<string, object> Metadata { get; set; }

    /// <summary>Whether the activity may run now; false leaves it pending.</summary>
    ValueTask<bool> CanExecuteAsync(ActivityExecutionContext context);

    /// <summary>Runs the activity.</summary>
    ValueTask ExecuteAsync(ActivityExecutionContext context);
}
