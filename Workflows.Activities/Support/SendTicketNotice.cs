using System.Runtime.CompilerServices;
using Workflows.Domain.Support.Sla;

namespace Workflows.Activities.Support;

/// <summary>Sends a mail that somebody'\''s action on a ticket calls for.</summary>
[Activity("Workflows", "Support", "Sends a mail that somebody'\''s action on a ticket calls for.")]
[FlowNode("Sent", "Nobody")]
public sealed class SendTicketNotice : Activity
{
    /// <summary>Creates the activity.</summary>
    public SendTicketNotice([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The owed notice, as the evaluation gave it.</summary>
    [Input(Description = "The owed notice, as the evaluation gave it.")]
    public Input<string> NoticeId { get; set; } = null!;

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var sent = await context.GetRequiredService<SlaService>().SendNoticeAsync(
            Ids.Parse(context.Get(NoticeId)), context.CancellationToken);
        await context.CompleteActivityWithOutcomesAsync(sent ? "Sent" : "Nobody");
    }
}
