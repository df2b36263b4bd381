using Workflows.Activities.Support;
using Workflows.Domain.Support.Policies;

namespace Workflows.Definitions.Support;

/// <summary>
/// Recalculates the tickets that a change of policy or calendar has marked, batch by batch, each in a burst and transaction of its own.
/// </summary>
public sealed class SlaRecalculationWorkflow : WorkflowBase
{
    /// <inheritdoc />
    protected override void Build(IWorkflowBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WithDefinitionId(SlaRecalculation.ProcessId);
        builder.Name = "SLA recalculation";
        builder.Description = "Applies a changed policy or calendar to many open tickets.";
        var last = builder.WithVariable("Last", "");
        var recalculate = new RecalculateTickets { Id = "recalculate", Name = "Recalculate a batch", After = new(last), Last = new(last) };
        var end = new End { Id = "end", Name = "End" };
        builder.Root = new Flowchart
        {
            Id = "flow",
            Start = recalculate,
            Activities = { recalculate, end },
            Connections =
            [
                new Connection(new Endpoint(recalculate, "More"), new Endpoint(recalculate, "In")),
                new Connection(new Endpoint(recalculate, "Done"), new Endpoint(end, "In")),
            ],
        };
    }
}
