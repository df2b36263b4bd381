using System.Runtime.CompilerServices;
using Workflows.Domain.Support.Sla;

namespace Workflows.Activities.Support;

/// <summary>Hands a late ticket to the least-loaded present member of the escalation team.</summary>
[Activity("Workflows", "Support", "Hands a late ticket to the least-loaded present member of the escalation team.")]
[FlowNode("Notified", "Reassigned", "NobodyAvailable")]
public sealed class ReassignOnBreach : Activity
{
    /// <summary>Creates the activity.</summary>
    public ReassignOnBreach([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The SLA event, as the evaluation gave it.</summary>
    [Input(Description = "The SLA event, as the evaluation gave it.")]
    public Input<string> EventId { get; set; } = null!;

    /// <summary>The team to hand over to. Unset: the escalation team of the ticket's team.</summary>
    [Input(Description = "The team to hand over to. Unset: the escalation team of the ticket's team.")]
    public Input<string?>? TeamId { get; set; }

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var outcome = await context.GetRequiredService<SlaService>().ReassignOnBreachAsync(
            Ids.Parse(context.Get(EventId)), Ids.TryParse(TeamId is null ? null : context.Get(TeamId)), context.CancellationToken);
        await context.CompleteActivityWithOutcomesAsync(outcome.ToString());
    }
}
