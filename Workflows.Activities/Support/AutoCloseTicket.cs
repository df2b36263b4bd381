using System.Runtime.CompilerServices;
using Workflows.Domain.Support.Sla;

namespace Workflows.Activities.Support;

/// <summary>Closes a resolved ticket once nobody has objected for long enough.</summary>
[Activity("Workflows", "Support", "Closes a resolved ticket once nobody has objected for long enough.")]
[FlowNode("Closed", "NotDue")]
public sealed class AutoCloseTicket : Activity
{
    /// <summary>Creates the activity.</summary>
    public AutoCloseTicket([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The ticket.</summary>
    [Input(Description = "The ticket.")]
    public Input<string> TicketId { get; set; } = null!;

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var closed = await context.GetRequiredService<SlaService>().AutoCloseAsync(Ids.Parse(context.Get(TicketId)), context.CancellationToken);
        await context.CompleteActivityWithOutcomesAsync(closed ? "Closed" : "NotDue");
    }
}
