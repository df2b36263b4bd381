using Workflows.Engine.Execution;

namespace Workflows.Server.Processes;

/// <summary>Answer to a start; the states are null when a repeated key found an earlier start.</summary>
internal sealed record StartedView(Guid InstanceId, WorkflowStatus? Status, WorkflowSubStatus? SubStatus);
