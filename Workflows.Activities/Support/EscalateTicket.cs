using System.Runtime.CompilerServices;
using Workflows.Domain.Support.Sla;

namespace Workflows.Activities.Support;

/// <summary>Carries out a level of escalation: the breach itself, a hand-over, or the managers.</summary>
[Activity("Workflows", "Support", "Carries out a level of escalation: the breach itself, a hand-over, or the managers.")]
[FlowNode("Notified", "Reassigned", "NobodyAvailable")]
public sealed class EscalateTicket : Activity
{
    /// <summary>Creates the activity.</summary>
    public EscalateTicket([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The SLA event, as the evaluation gave it.</summary>
    [Input(Description = "The SLA event, as the evaluation gave it.")]
    public Input<string> EventId { get; set; } = null!;

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var outcome = await context.GetRequiredService<SlaService>().EscalateAsync(
            Ids.Parse(context.Get(EventId)), context.CancellationToken);
        await context.CompleteActivityWithOutcomesAsync(outcome.ToString());
    }
}
