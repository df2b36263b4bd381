using System.Diagnostics.CodeAnalysis;

namespace Workflows.Engine.Execution;

/// <summary>How a workflow is run in memory.</summary>
[SuppressMessage("Usage", "CA2227", Justification = "Elsa's surface lets authors set the dictionaries.")]
public sealed class RunWorkflowOptions
{
    /// <summary>Id of the instance; null: a new one.</summary>
    public string? WorkflowInstanceId { get; set; }

    /// <summary>Correlation id.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The wait to end; null: start.</summary>
    public string? BookmarkId { get; set; }

    /// <summary>Input.</summary>
    public IDictionary<string, object>? Input { get; set; }

    /// <summary>Start values of variables by name.</summary>
    public IDictionary<string, object>? Variables { get; set; }

    /// <summary>Durable properties.</summary>
    public IDictionary<string, object>? Properties { get; set; }

    /// <summary>The trigger that fired.</summary>
    public string? TriggerActivityId { get; set; }

    /// <summary>The instance that starts this one.</summary>
    public string? ParentWorkflowInstanceId { get; set; }
}
