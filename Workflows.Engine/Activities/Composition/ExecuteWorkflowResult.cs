using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Composition;

/// <summary>How a child workflow ended.</summary>
/// <param name="WorkflowInstanceId">Its instance.</param>
/// <param name="Status">Whether it ended.</param>
/// <param name="SubStatus">How.</param>
/// <param name="Output">Its output.</param>
public sealed record ExecuteWorkflowResult(
    string WorkflowInstanceId, WorkflowStatus Status, WorkflowSubStatus SubStatus, IDictionary<string, object>? Output);
