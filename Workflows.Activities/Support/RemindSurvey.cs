using System.Runtime.CompilerServices;
using Workflows.Domain.Support.Sla;

namespace Workflows.Activities.Support;

/// <summary>Reminds the contact of an unanswered survey, once.</summary>
[Activity("Workflows", "Support", "Reminds the contact of an unanswered survey, once.")]
[FlowNode("Sent", "NotDue")]
public sealed class RemindSurvey : Activity
{
    /// <summary>Creates the activity.</summary>
    public RemindSurvey([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The ticket.</summary>
    [Input(Description = "The ticket.")]
    public Input<string> TicketId { get; set; } = null!;

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var sent = await context.GetRequiredService<SlaService>().RemindSurveyAsync(
            Ids.Parse(context.Get(TicketId)), context.CancellationToken);
        await context.CompleteActivityWithOutcomesAsync(sent ? "Sent" : "NotDue");
    }
}
