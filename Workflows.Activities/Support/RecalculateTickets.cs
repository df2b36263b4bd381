using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Workflows.Domain.Support.Policies;

namespace Workflows.Activities.Support;

/// <summary>Recalculates the next batch of tickets that a change of policy or calendar has marked.</summary>
/// <remarks>After a batch it waits for no time at all, so that the batch is committed before the next one begins.</remarks>
[Activity("Workflows", "Support", "Recalculates the next batch of tickets that a change of policy or calendar has marked.")]
[FlowNode("More", "Done")]
public sealed class RecalculateTickets : Activity
{
    private const int BatchSize = 250;

    /// <summary>Creates the activity.</summary>
    public RecalculateTickets([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The last ticket of the batch before; empty to begin.</summary>
    [Input(Description = "The last ticket of the batch before; empty to begin.")]
    public Input<string> After { get; set; } = null!;

    /// <summary>The last ticket of this batch; empty when none was left.</summary>
    [Output(Description = "The last ticket of this batch; empty when none was left.")]
    public Output<string>? Last { get; set; }

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var last = await context.GetRequiredService<SlaBatches>().RecalculateAsync(
            Ids.TryParse(context.Get(After)), BatchSize, context.CancellationToken);
        context.Set(Last, last?.ToString() ?? "");
        if (last is null)
        {
            await context.CompleteActivityWithOutcomesAsync("Done");
            return;
        }

        context.DelayUntil(context.GetRequiredService<TimeProvider>().GetUtcNow(), OnCommittedAsync);
    }

    // Callbacks are found by name on the activity, so they are instance methods.
    [SuppressMessage("Performance", "CA1822", Justification = "Found by name on the instance.")]
    private ValueTask OnCommittedAsync(ActivityExecutionContext context) => context.CompleteActivityWithOutcomesAsync("More");
}
