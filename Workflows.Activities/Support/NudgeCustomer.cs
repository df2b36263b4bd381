using System.Runtime.CompilerServices;
using Workflows.Domain.Support.Sla;

namespace Workflows.Activities.Support;

/// <summary>Reminds a customer whose answer a ticket waits for.</summary>
[Activity("Workflows", "Support", "Reminds a customer whose answer a ticket waits for.")]
[FlowNode("Sent", "NotDue")]
public sealed class NudgeCustomer : Activity
{
    /// <summary>Creates the activity.</summary>
    public NudgeCustomer([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The ticket.</summary>
    [Input(Description = "The ticket.")]
    public Input<string> TicketId { get; set; } = null!;

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var sent = await context.GetRequiredService<SlaService>().NudgeAsync(Ids.Parse(context.Get(TicketId)), context.CancellationToken);
        await context.CompleteActivityWithOutcomesAsync(sent ? "Sent" : "NotDue");
    }
}
