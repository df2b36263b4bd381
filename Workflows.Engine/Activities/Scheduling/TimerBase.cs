using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Activities.Scheduling;

/// <summary>Base of triggers that fire in intervals.</summary>
public abstract class TimerBase : EventGenerator
{
    /// <summary>Creates the trigger.</summary>
    protected TimerBase(string? source = null, int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Time between two firings.</summary>
    protected abstract TimeSpan GetInterval(ExpressionExecutionContext context);

    /// <summary>Called when the timer fired; the default calls <see cref="OnTimerElapsed"/> and completes.</summary>
    protected virtual async ValueTask OnTimerElapsedAsync(ActivityExecutionContext context)
    {
        OnTimerElapsed(context);
        await context.CompleteActivityAsync();
    }

    /// <summary>Called when the timer fired.</summary>
    protected virtual void OnTimerElapsed(ActivityExecutionContext context)
    {
    }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow())
        {
            return OnTimerElapsedAsync(context);
        }

        context.RepeatWithInterval(GetInterval(context.ExpressionExecutionContext), OnTimerElapsedAsync);
        return default;
    }

    /// <inheritdoc />
    protected override object GetTriggerPayload(TriggerIndexingContext context) =>
        context.GetTimerTriggerStimulus(GetInterval(context.ExpressionExecutionContext));
}
