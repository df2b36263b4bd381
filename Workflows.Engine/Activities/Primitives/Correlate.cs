using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Activities.Primitives;

/// <summary>Sets the instance's correlation id.</summary>
[Activity("Elsa", "Primitives", "Set the CorrelationId of the workflow to a given value.")]
public class Correlate : CodeActivity
{
    /// <summary>Creates the activity.</summary>
    public Correlate([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public Correlate(string correlationId, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(source, line) => CorrelationId = new Input<string>(correlationId);

    /// <summary>Creates the activity.</summary>
    public Correlate(Variable<string> correlationId, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(source, line) => CorrelationId = new Input<string>(correlationId);

    /// <summary>Creates the activity.</summary>
    public Correlate(
        Func<ExpressionExecutionContext, string> correlationId, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(source, line) => CorrelationId = new Input<string>(correlationId);

    /// <summary>The correlation id.</summary>
    [Input(Description = "An expression that evaluates to the value to store as the correlation ID.")]
    public Input<string> CorrelationId { get; set; } = null!;

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context) =>
        context.WorkflowExecutionContext.CorrelationId = context.Get(CorrelationId);
}
