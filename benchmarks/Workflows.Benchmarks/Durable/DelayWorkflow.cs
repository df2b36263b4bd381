namespace Workflows.Benchmarks.Durable;

/// <summary>Waits until an instant given as input, then ends.</summary>
internal sealed class DelayWorkflow : WorkflowBase
{
    public const string Until = "Until";

    protected override void Build(IWorkflowBuilder builder)
    {
        builder.WithDefinitionId("benchmark-delay");
        var until = builder.WithInput<DateTimeOffset>(Until);
        builder.Root = new Sequence
        {
            Activities = { new Delay(context => context.GetInput<DateTimeOffset>(until) - TimeProvider.System.GetUtcNow()) },
        };
    }
}
