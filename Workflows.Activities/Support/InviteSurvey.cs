using System.Runtime.CompilerServices;
using Workflows.Domain.Support.Sla;

namespace Workflows.Activities.Support;

/// <summary>Asks the contact of a closed ticket for feedback, if the rules allow.</summary>
[Activity("Workflows", "Support", "Asks the contact of a closed ticket for feedback, if the rules allow.")]
[FlowNode("Sent", "Capped", "OptedOut", "NotWanted")]
public sealed class InviteSurvey : Activity
{
    /// <summary>Creates the activity.</summary>
    public InviteSurvey([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The ticket.</summary>
    [Input(Description = "The ticket.")]
    public Input<string> TicketId { get; set; } = null!;

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var outcome = await context.GetRequiredService<SlaService>().InviteSurveyAsync(
            Ids.Parse(context.Get(TicketId)), context.CancellationToken);
        await context.CompleteActivityWithOutcomesAsync(outcome.ToString());
    }
}
