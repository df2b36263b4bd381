using Workflows.Engine.Expressions;

namespace Workflows.CSharp;

/// <summary>Chooses outcomes of a Run C# activity.</summary>
public sealed class OutcomeProxy
{
    private static readonly object Key = new();
    private readonly ExecutionContextProxy _context;

    internal OutcomeProxy(ExecutionContextProxy context) => _context = context;

    /// <summary>Chooses the outcomes; the last call counts.</summary>
    public void Set(params string[] outcomeNames) => _context.ExpressionExecutionContext.TransientProperties[Key] = outcomeNames;

    internal static string[]? Chosen(ExpressionExecutionContext context) =>
        context.TransientProperties.TryGetValue(Key, out var names) ? (string[])names : null;
}
