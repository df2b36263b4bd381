using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Workflows.Activities.Common;
using Workflows.Domain.Support.Sla;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Activities.Support;

/// <summary>Waits until something happens to a ticket, or until its row says that time has brought something.</summary>
/// <remarks>
/// One timer a ticket: the instant is read from the row, where every change keeps it true. Both waits belong to this activity, so
/// whichever comes first ends the other.
/// </remarks>
[Activity("Workflows", "Support", "Waits until something happens to a ticket or one of its deadlines comes.")]
[FlowNode("Deadline", "AgentReply", "CustomerReply", "StatusChanged", "Recalculate", "Closed")]
public sealed class WaitSlaEventOrDeadline : Activity
{
    /// <summary>Creates the activity.</summary>
    public WaitSlaEventOrDeadline([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The ticket.</summary>
    [Input(Description = "The ticket.")]
    public Input<string> TicketId { get; set; } = null!;

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        context.WaitForEvent(TicketChanged.EventName, OnChangedAsync);
        var next = await context.GetRequiredService<SlaService>().NextInstantAsync(
            Ids.Parse(context.Get(TicketId)), context.CancellationToken);
        if (next is { } instant)
        {
            context.DelayUntil(instant, OnDeadlineAsync);
        }
    }

    // Callbacks are found by name on the activity, so they are instance methods.
    [SuppressMessage("Performance", "CA1822", Justification = "Found by name on the instance.")]
    private ValueTask OnDeadlineAsync(ActivityExecutionContext context) => context.CompleteActivityWithOutcomesAsync("Deadline");

    [SuppressMessage("Performance", "CA1822", Justification = "Found by name on the instance.")]
    private ValueTask OnChangedAsync(ActivityExecutionContext context) => context.CompleteActivityWithOutcomesAsync(
        EventPayload.Text(context.GetEventInput(), "change") switch
        {
            "agent_reply" => "AgentReply",
            "customer_reply" => "CustomerReply",
            "status_changed" => "StatusChanged",
            "closed" => "Closed",
            _ => "Recalculate",
        });
}
