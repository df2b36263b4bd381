namespace Workflows.Engine.Activities.Flow;

/// <summary>Options of flowcharts; a service.</summary>
public sealed class FlowchartOptions
{
    /// <summary>How flowcharts run that do not say it themselves. Default: by counters.</summary>
    public FlowchartExecutionMode DefaultExecutionMode { get; set; } = FlowchartExecutionMode.CounterBased;
}
