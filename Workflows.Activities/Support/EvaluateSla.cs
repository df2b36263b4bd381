using System.Runtime.CompilerServices;
using Workflows.Domain.Support.Sla;

namespace Workflows.Activities.Support;

/// <summary>Looks at a ticket and says what is due now.</summary>
[Activity("Workflows", "Support", "Looks at a ticket and says what is due now.")]
[FlowNode("OnTrack", "Notify", "Warning", "Breached", "Escalate", "Nudge", "ResolveWaiting", "PauseExpired", "AutoClose", "Survey", "SurveyReminder", "AllStopped")]
public sealed class EvaluateSla : Activity
{
    /// <summary>Creates the activity.</summary>
    public EvaluateSla([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The ticket.</summary>
    [Input(Description = "The ticket.")]
    public Input<string> TicketId { get; set; } = null!;

    /// <summary>The notice or SLA event to deal with; empty for other steps.</summary>
    [Output(Description = "The notice or SLA event to deal with; empty for other steps.")]
    public Output<string>? SubjectId { get; set; }

    /// <summary>When to look again; unset when only an event can change anything.</summary>
    [Output(Description = "When to look again; unset when only an event can change anything.")]
    public Output<DateTimeOffset?>? NextAt { get; set; }

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var found = await context.GetRequiredService<SlaService>().EvaluateAsync(Ids.Parse(context.Get(TicketId)), context.CancellationToken);
        context.Set(SubjectId, found.SubjectId?.ToString() ?? "");
        context.Set(NextAt, found.NextAt);
        await context.CompleteActivityWithOutcomesAsync(found.Step switch
        {
            SlaStepKind.Wait => "OnTrack",
            SlaStepKind.Ended => "AllStopped",
            var step => step.ToString(),
        });
    }
}
