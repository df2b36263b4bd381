using System.Runtime.CompilerServices;
using Workflows.Domain.Support.Sla;

namespace Workflows.Activities.Support;

/// <summary>Lets stopped clocks of a ticket run again.</summary>
[Activity("Workflows", "Support", "Lets stopped clocks of a ticket run again.")]
[FlowNode("Resumed", "AlreadyThere")]
public sealed class ResumeClock : Activity
{
    /// <summary>Creates the activity.</summary>
    public ResumeClock([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The ticket.</summary>
    [Input(Description = "The ticket.")]
    public Input<string> TicketId { get; set; } = null!;

    /// <summary>Why, as the clock's log shows it.</summary>
    [Input(Description = "Why, as the clock's log shows it.")]
    public Input<string> Reason { get; set; } = null!;

    /// <summary>FirstResponse, NextResponse or Resolution. Unset: all.</summary>
    [Input(Description = "FirstResponse, NextResponse or Resolution. Unset: all.")]
    public Input<string?>? Clock { get; set; }

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var resumed = await context.GetRequiredService<SlaService>().ResumeAsync(
            Ids.Parse(context.Get(TicketId)), Ids.Clock(Clock is null ? null : context.Get(Clock)), context.Get(Reason) ?? "process",
            context.CancellationToken);
        await context.CompleteActivityWithOutcomesAsync(resumed ? "Resumed" : "AlreadyThere");
    }
}
