using Workflows.Engine.Expressions;

namespace Workflows.CSharp;

/// <summary>What every script sees, under Elsa's names. Variables, Inputs and Args are declared for each script by their own names.</summary>
public sealed class Globals
{
    private readonly ExecutionContextProxy _context;

    internal Globals(ScriptRun run, IDictionary<string, object> arguments)
    {
        _context = new ExecutionContextProxy(run);
        Output = new OutputProxy(_context);
        Outcome = new OutcomeProxy(_context);
        Arguments = arguments;
    }

    /// <summary>Chooses outcomes of a Run C# activity.</summary>
    public OutcomeProxy Outcome { get; }

    /// <summary>Outputs of activities.</summary>
    public OutputProxy Output { get; }

    /// <summary>The place in the running workflow.</summary>
    public ExecutionContextProxy ExecutionContext => _context;

    /// <summary>Id of the instance.</summary>
    public string WorkflowInstanceId => _context.ExpressionExecutionContext.GetWorkflowExecutionContext().Id;

    /// <summary>Correlation id of the instance.</summary>
    public string? CorrelationId
    {
        get => _context.ExpressionExecutionContext.GetWorkflowExecutionContext().CorrelationId;
        set => _context.ExpressionExecutionContext.GetWorkflowExecutionContext().CorrelationId = value;
    }

    /// <summary>Name of the instance.</summary>
    public string? WorkflowInstanceName
    {
        get => _context.ExpressionExecutionContext.GetWorkflowExecutionContext().Name;
        set => _context.ExpressionExecutionContext.GetWorkflowExecutionContext().Name = value;
    }

    /// <summary>What the caller of the script gave it.</summary>
    public IDictionary<string, object> Arguments { get; }

    /// <summary>Ends when the burst is cancelled or the script's time is over.</summary>
    public CancellationToken CancellationToken => _context.CancellationToken;
}
