using Workflows.Engine.Activities;

namespace Workflows.Engine.Authoring;

/// <summary>What an activation strategy decides on.</summary>
/// <param name="workflow">The workflow that would start.</param>
/// <param name="correlationId">Correlation id of the start.</param>
/// <param name="countRunning">Counts running instances: of this definition (or of any), with a correlation id (or any).</param>
/// <param name="cancellationToken">Cancels the decision.</param>
public sealed class WorkflowInstantiationStrategyContext(
    Workflow workflow,
    string? correlationId,
    Func<string?, string?, CancellationToken, ValueTask<long>> countRunning,
    CancellationToken cancellationToken)
{
    /// <summary>The workflow that would start.</summary>
    public Workflow Workflow { get; } = workflow;

    /// <summary>Correlation id of the start.</summary>
    public string? CorrelationId { get; } = correlationId;

    /// <summary>Cancels the decision.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Counts running instances.</summary>
    /// <param name="definitionId">Definition; null: any.</param>
    /// <param name="correlation">Correlation id; null: any.</param>
    public ValueTask<long> CountRunningAsync(string? definitionId, string? correlation) => countRunning(definitionId, correlation, CancellationToken);
}
