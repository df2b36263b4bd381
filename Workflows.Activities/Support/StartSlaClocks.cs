using System.Runtime.CompilerServices;
using Workflows.Domain.Support.Sla;

namespace Workflows.Activities.Support;

/// <summary>Starts the promised clocks of a ticket at its creation.</summary>
[Activity("Workflows", "Support", "Starts the promised clocks of a ticket at its creation.")]
[FlowNode("Done")]
public sealed class StartSlaClocks : Activity
{
    /// <summary>Creates the activity.</summary>
    public StartSlaClocks([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The ticket.</summary>
    [Input(Description = "The ticket.")]
    public Input<string> TicketId { get; set; } = null!;

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        await context.GetRequiredService<SlaService>().StartClocksAsync(Ids.Parse(context.Get(TicketId)), context.CancellationToken);
        await context.CompleteActivityWithOutcomesAsync("Done");
    }
}
