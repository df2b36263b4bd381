using System.Runtime.CompilerServices;
using Workflows.Domain.Support.Sla;

namespace Workflows.Activities.Support;

/// <summary>Notes that the process of a finished ticket ends.</summary>
[Activity("Workflows", "Support", "Notes that the process of a finished ticket ends.")]
[FlowNode("Recorded", "StillOpen")]
public sealed class RecordSlaResult : Activity
{
    /// <summary>Creates the activity.</summary>
    public RecordSlaResult([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The ticket.</summary>
    [Input(Description = "The ticket.")]
    public Input<string> TicketId { get; set; } = null!;

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var recorded = await context.GetRequiredService<SlaService>().RecordResultAsync(
            Ids.Parse(context.Get(TicketId)), context.CancellationToken);
        await context.CompleteActivityWithOutcomesAsync(recorded ? "Recorded" : "StillOpen");
    }
}
