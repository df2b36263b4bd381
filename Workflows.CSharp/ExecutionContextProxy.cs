using Workflows.Engine.Expressions;

namespace Workflows.CSharp;

/// <summary>The place in the running workflow at which a script runs.</summary>
public sealed class ExecutionContextProxy
{
    private readonly ScriptRun _run;

    internal ExecutionContextProxy(ScriptRun run) => _run = run;

    /// <summary>The engine's view of the place. A script whose time is over no longer gets it.</summary>
    /// <exception cref="OperationCanceledException">The script's time is over.</exception>
    public ExpressionExecutionContext ExpressionExecutionContext
    {
        get
        {
            // A script that cannot be interrupted runs on beside the instance, which it must not touch any more.
            _run.Token.ThrowIfCancellationRequested();
            return _run.Context;
        }
    }

    internal CancellationToken CancellationToken => _run.Token;

    /// <summary>Value of a variable in scope, converted.</summary>
    public T? GetVariable<T>(string name) => ExpressionExecutionContext.GetVariable<T>(name);

    /// <summary>Value of a variable in scope; null: there is none.</summary>
    public object? GetVariable(string name) => ExpressionExecutionContext.GetVariableInScope(name);

    /// <summary>Sets a variable in scope; makes one if there is none.</summary>
    public void SetVariable(string name, object? value) => ExpressionExecutionContext.SetVariableInScope(name, value);

    /// <summary>An input, converted.</summary>
    public T? GetInput<T>(string name) => ExpressionExecutionContext.GetInput<T>(name);

    /// <summary>An input; null: not given.</summary>
    public object? GetInput(string name) => ExpressionExecutionContext.GetInput(name);
}
