using System.Runtime.CompilerServices;
using Workflows.Domain.Support.Policies;
using Workflows.Domain.Support.Sla;

namespace Workflows.Activities.Support;

/// <summary>Finds the SLA policy of a ticket and takes a snapshot of its promise.</summary>
[Activity("Workflows", "Support", "Finds the SLA policy of a ticket and takes a snapshot of its promise.")]
[FlowNode("Matched", "NoPolicy")]
public sealed class MatchSlaPolicy : Activity
{
    /// <summary>Creates the activity.</summary>
    public MatchSlaPolicy([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The ticket.</summary>
    [Input(Description = "The ticket.")]
    public Input<string> TicketId { get; set; } = null!;

    /// <summary>Percentages of a target at which to warn, rising, such as "50, 80, 95". Empty: as the policy says.</summary>
    [Input(Description = "Percentages of a target at which to warn, rising, such as 50, 80, 95. Empty: as the policy says.")]
    public Input<string?>? WarnAt { get; set; }

    /// <summary>The policy that matched; empty for none.</summary>
    [Output(Description = "The policy that matched; empty for none.")]
    public Output<string>? PolicyId { get; set; }

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var workflow = context.WorkflowExecutionContext;
        var policy = await context.GetRequiredService<SlaService>().MatchPolicyAsync(
            Ids.Parse(context.Get(TicketId)), Ids.TryParse(workflow.Id), workflow.Workflow.Identity.Version,
            WarningLevels.Parse(WarnAt is null ? null : context.Get(WarnAt)), context.CancellationToken);
        context.Set(PolicyId, policy?.ToString() ?? "");
        await context.CompleteActivityWithOutcomesAsync(policy is null ? "NoPolicy" : "Matched");
    }
}
