using System.Runtime.CompilerServices;
using Workflows.Domain.Support.Sla;

namespace Workflows.Activities.Support;

/// <summary>Warns those who work on a ticket that a target is nearly used up.</summary>
[Activity("Workflows", "Support", "Warns those who work on a ticket that a target is nearly used up.")]
[FlowNode("Sent", "Outdated")]
public sealed class SendSlaWarning : Activity
{
    /// <summary>Creates the activity.</summary>
    public SendSlaWarning([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The SLA event, as the evaluation gave it.</summary>
    [Input(Description = "The SLA event, as the evaluation gave it.")]
    public Input<string> EventId { get; set; } = null!;

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var warned = await context.GetRequiredService<SlaService>().WarnAsync(
            Ids.Parse(context.Get(EventId)), context.CancellationToken);
        await context.CompleteActivityWithOutcomesAsync(warned ? "Sent" : "Outdated");
    }
}
