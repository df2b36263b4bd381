using Workflows.Engine.Expressions;

namespace Workflows.CSharp;

/// <summary>Outputs of activities.</summary>
public sealed class OutputProxy
{
    private readonly ExecutionContextProxy _context;

    internal OutputProxy(ExecutionContextProxy context) => _context = context;

    /// <summary>The last result that an activity set.</summary>
    public object? LastResult => _context.ExpressionExecutionContext.GetLastResult();

    /// <summary>An output of an activity; null: it set none.</summary>
    /// <param name="activityIdOrName">The activity.</param>
    /// <param name="outputName">The output. Default: Result.</param>
    public object? From(string activityIdOrName, string? outputName = null) =>
        _context.ExpressionExecutionContext.GetOutput(activityIdOrName, outputName);

    /// <summary>An output of an activity, converted.</summary>
    /// <param name="activityIdOrName">The activity.</param>
    /// <param name="outputName">The output. Default: Result.</param>
    public T? From<T>(string activityIdOrName, string? outputName = null) => ValueConverter.To<T>(From(activityIdOrName, outputName));

    /// <summary>The same as <see cref="From(string, string?)"/>, by Elsa's older name.</summary>
    public object? Get(string activityIdOrName, string? outputName = null) => From(activityIdOrName, outputName);

    /// <summary>The same as <see cref="From{T}(string, string?)"/>, by Elsa's older name.</summary>
    public T? Get<T>(string activityIdOrName, string? outputName = null) => From<T>(activityIdOrName, outputName);
}
