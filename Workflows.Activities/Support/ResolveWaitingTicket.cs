using System.Runtime.CompilerServices;
using Workflows.Domain.Support.Sla;

namespace Workflows.Activities.Support;

/// <summary>Resolves a ticket whose customer stays silent, with a notice.</summary>
[Activity("Workflows", "Support", "Resolves a ticket whose customer stays silent, with a notice.")]
[FlowNode("Resolved", "NotDue")]
public sealed class ResolveWaitingTicket : Activity
{
    /// <summary>Creates the activity.</summary>
    public ResolveWaitingTicket([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The ticket.</summary>
    [Input(Description = "The ticket.")]
    public Input<string> TicketId { get; set; } = null!;

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var resolved = await context.GetRequiredService<SlaService>().ResolveWaitingAsync(
            Ids.Parse(context.Get(TicketId)), context.CancellationToken);
        await context.CompleteActivityWithOutcomesAsync(resolved ? "Resolved" : "NotDue");
    }
}
