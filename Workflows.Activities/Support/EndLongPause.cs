using System.Runtime.CompilerServices;
using Workflows.Domain.Support.Sla;

namespace Workflows.Activities.Support;

/// <summary>Opens a ticket again that was held for longer than the policy allows.</summary>
[Activity("Workflows", "Support", "Opens a ticket again that was held for longer than the policy allows.")]
[FlowNode("Resumed", "NotDue")]
public sealed class EndLongPause : Activity
{
    /// <summary>Creates the activity.</summary>
    public EndLongPause([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The ticket.</summary>
    [Input(Description = "The ticket.")]
    public Input<string> TicketId { get; set; } = null!;

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var ended = await context.GetRequiredService<SlaService>().EndPauseAsync(Ids.Parse(context.Get(TicketId)), context.CancellationToken);
        await context.CompleteActivityWithOutcomesAsync(ended ? "Resumed" : "NotDue");
    }
}
