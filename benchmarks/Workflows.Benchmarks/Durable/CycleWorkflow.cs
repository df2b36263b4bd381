namespace Workflows.Benchmarks.Durable;

/// <summary>Three activities, a wait for an event, three activities.</summary>
internal sealed class CycleWorkflow : WorkflowBase
{
    public const string EventName = "Go";

    protected override void Build(IWorkflowBuilder builder)
    {
        builder.WithDefinitionId("benchmark-cycle");
        var counter = builder.WithVariable("Counter", 0);
        builder.Root = new Sequence
        {
            Activities =
            {
                Step(counter), Step(counter), Step(counter),
                new Event(EventName),
                Step(counter), Step(counter), Step(counter),
            },
        };
    }

    private static SetVariable<int> Step(Variable<int> counter) => new(counter, context => counter.Get(context) + 1);
}
