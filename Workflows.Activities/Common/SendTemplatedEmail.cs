using System.Runtime.CompilerServices;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Messages;

namespace Workflows.Activities.Common;

/// <summary>Renders a mail template and queues the mail in the step's transaction. A dedupe key is sent once.</summary>
[Activity("Workflows", "Common", "Renders a mail template and queues the mail; the same dedupe key is sent once.")]
[FlowNode("Queued", "Duplicate", "Suppressed", "InvalidRecipient", "RenderFailed")]
public sealed class SendTemplatedEmail : Activity
{
    /// <summary>Creates the activity.</summary>
    public SendTemplatedEmail([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Template key, e.g. <c>support/received</c>.</summary>
    [Input(Description = "Template key, e.g. support/received.")]
    public Input<string> TemplateKey { get; set; } = null!;

    /// <summary>Address of the recipient.</summary>
    [Input(Description = "Address of the recipient.")]
    public Input<string> To { get; set; } = null!;

    /// <summary>Display name of the recipient. Unset: none.</summary>
    [Input(Description = "Display name of the recipient.")]
    public Input<string?>? ToName { get; set; }

    /// <summary>The template's model.</summary>
    [Input(Description = "The template's model.")]
    public Input<object?>? Model { get; set; }

    /// <summary>Unique per tenant: the same key is never sent twice.</summary>
    [Input(Description = "Unique per tenant: the same key is never sent twice.")]
    public Input<string> DedupeKey { get; set; } = null!;

    /// <summary>0 overtakes everything, 5 is normal, 9 is bulk. Default: 5.</summary>
    [Input(Description = "0 overtakes everything, 5 is normal, 9 is bulk.", DefaultValue = 5)]
    public Input<int> Priority { get; set; } = new(5);

    /// <summary>The row in the message log; empty when none was written.</summary>
    [Output(Description = "The row in the message log.")]
    public Output<string>? MessageLogId { get; set; }

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var result = await context.GetRequiredService<IMailQueue>().EnqueueAsync(
            new TemplatedMail
            {
                TemplateKey = context.Get(TemplateKey)!,
                To = context.Get(To)!,
                ToName = ToName is null ? null : context.Get(ToName),
                Model = (Model is null ? null : context.Get(Model)) ?? new Dictionary<string, object?>(),
                DedupeKey = context.Get(DedupeKey)!,
                Priority = context.Get(Priority),
                WorkflowInstanceId = Guid.TryParse(context.WorkflowExecutionContext.Id, out var id) ? id : null,
            },
            context.CancellationToken);
        await context.GetRequiredService<IUnitOfWork>().CommitAsync(context.CancellationToken);
        context.Set(MessageLogId, result.MessageLogId?.ToString() ?? "");
        await context.CompleteActivityWithOutcomesAsync(result.Outcome.ToString());
    }
}
