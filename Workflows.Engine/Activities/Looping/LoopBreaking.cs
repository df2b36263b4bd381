using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Looping;

/// <summary>What a break does to the loop around it: everything inside ends, the loop completes.</summary>
internal static class LoopBreaking
{
    public static async ValueTask OnBreakAsync(BreakSignal signal, SignalContext context)
    {
        context.StopPropagation();
        if (!context.SenderActivityExecutionContext.IsCompleted)
        {
            context.SenderActivityExecutionContext.MarkCompleted(null);
        }

        await context.ReceiverActivityExecutionContext.CompleteActivityAsync();
    }
}
