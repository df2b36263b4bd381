using System.Runtime.CompilerServices;
using Workflows.Domain.Support.Sla;

namespace Workflows.Activities.Support;

/// <summary>Stops clocks of a ticket for a reason of the process.</summary>
[Activity("Workflows", "Support", "Stops clocks of a ticket for a reason of the process.")]
[FlowNode("Paused", "AlreadyThere")]
public sealed class PauseClock : Activity
{
    /// <summary>Creates the activity.</summary>
    public PauseClock([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
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
        var paused = await context.GetRequiredService<SlaService>().PauseAsync(
            Ids.Parse(context.Get(TicketId)), Ids.Clock(Clock is null ? null : context.Get(Clock)), context.Get(Reason) ?? "process",
            context.CancellationToken);
        await context.CompleteActivityWithOutcomesAsync(paused ? "Paused" : "AlreadyThere");
    }
}
