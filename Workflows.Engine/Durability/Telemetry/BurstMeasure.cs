using System.Diagnostics;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Durability.Telemetry;

/// <summary>The span and the duration of one burst.</summary>
internal sealed class BurstMeasure : IDisposable
{
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly System.Diagnostics.Activity? _span;
    private readonly string _definition;
    private readonly string _cause;
    private string _outcome = "failed";

    public BurstMeasure(WorkflowExecutionContext context, string cause)
    {
        _definition = context.Workflow.Identity.DefinitionId;
        _cause = cause;
        _span = EngineTelemetry.Spans.StartActivity("workflow.burst");
        _span?.SetTag("workflow.definition.id", _definition);
        _span?.SetTag("workflow.instance.id", context.InstanceId);
        _span?.SetTag("workflow.burst.cause", _cause);
    }

    /// <summary>The burst has committed.</summary>
    public void Committed(WorkflowSubStatus status) => _outcome = status.ToString().ToLowerInvariant();

    public void Dispose()
    {
        EngineTelemetry.BurstDuration.Record(
            Stopwatch.GetElapsedTime(_began).TotalSeconds,
            new KeyValuePair<string, object?>("workflow.definition.id", _definition),
            new KeyValuePair<string, object?>("workflow.burst.cause", _cause),
            new KeyValuePair<string, object?>("workflow.burst.outcome", _outcome));
        _span?.SetTag("workflow.burst.outcome", _outcome);
        _span?.SetStatus(_outcome == "failed" ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
        _span?.Dispose();
    }
}
