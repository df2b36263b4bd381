using Workflows.Engine.Expressions;

namespace Workflows.Engine.Authoring;

/// <summary>What a trigger needs to say what starts its workflow.</summary>
/// <param name="expressionExecutionContext">Evaluates the trigger's inputs; only workflow-level data exists.</param>
/// <param name="trigger">The trigger.</param>
/// <param name="now">The present instant.</param>
/// <param name="cancellationToken">Cancels the indexing.</param>
public sealed class TriggerIndexingContext(
    ExpressionExecutionContext expressionExecutionContext, ITrigger trigger, DateTimeOffset now, CancellationToken cancellationToken)
{
    /// <summary>Evaluates the trigger's inputs.</summary>
    public ExpressionExecutionContext ExpressionExecutionContext { get; } = expressionExecutionContext;

    /// <summary>The trigger.</summary>
    public ITrigger Trigger { get; } = trigger;

    /// <summary>The present instant.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>Cancels the indexing.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Stimulus name under which the trigger is indexed; default: the activity type.</summary>
    public string TriggerName { get; set; } = trigger.Type;

    /// <summary>Value of an input of the trigger.</summary>
    public T? Get<T>(Input<T>? input) => input is null ? default : input.EvaluateNow(ExpressionExecutionContext);
}
