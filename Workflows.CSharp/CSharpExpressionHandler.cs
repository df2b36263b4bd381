using Workflows.CSharp.Compilation;
using Workflows.Engine.Expressions;

namespace Workflows.CSharp;

/// <summary>Runs C# as Elsa does: the text is a script that sees variables, inputs, outputs and the instance by Elsa's names.</summary>
public sealed class CSharpExpressionHandler : IExpressionHandler, IExpressionChecker
{
    private const string Off = "C# expressions are switched off on this server. An operator can allow them with CSharp:Enabled.";

    private readonly CSharpOptions _options;
    private readonly ScriptCache _scripts;

    /// <summary>Creates the handler.</summary>
    public CSharpExpressionHandler(CSharpOptions options)
    {
        _options = options;
        _scripts = new ScriptCache(options.KeptScripts);
    }

    /// <summary>Describes the language to the engine and the designer, which offers it only when it is switched on.</summary>
    public static ExpressionDescriptor Describe(CSharpOptions options) => new()
    {
        Type = "CSharp",
        DisplayName = "C#",
        IsBrowsable = options.Enabled,
        Properties = new Dictionary<string, object> { ["MonacoLanguage"] = "csharp" },
        Handler = new CSharpExpressionHandler(options),
    };

    /// <inheritdoc />
    public async ValueTask<object?> EvaluateAsync(
        Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options)
    {
        if (!_options.Enabled)
        {
            throw new CSharpScriptException(Off);
        }

        var text = expression.Value?.ToString();
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        // Names cost time to gather, and most expressions use few kinds of them.
        var arguments = text.Contains("Args", StringComparison.Ordinal) ? [.. options.Arguments.Select(static pair => new ScriptName(pair.Key, pair.Value?.GetType() ?? typeof(object)))] : Array.Empty<ScriptName>();
        var scope = new ScopeKey(UsesNames(text) ? ScriptScope.Of(context) : ScriptScope.Empty, new ScriptScope([], arguments));
        if (expression.Prepared is not CompiledScript script || script.Text != text || !script.Scope.Equals(scope))
        {
            expression.Prepared = script = await Task.Run(() => _scripts.Get(text, scope), context.CancellationToken);
        }

        return await ScriptRun.RunAsync(script, context, options, _options);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Check(string text, ScriptScope scope)
    {
        if (!_options.Enabled)
        {
            return [Off];
        }

        try
        {
            _scripts.Get(text, new ScopeKey(UsesNames(text) ? scope : ScriptScope.Empty, ScriptScope.Empty));
            return [];
        }
        catch (CSharpScriptException error)
        {
            // Activities may declare names when they run, so that a name missing here is no proof of a mistake.
            return error.Problems.Count == 0 ? [error.Message] : [.. error.Problems.Where(static problem => !ScopeSource.IsMissingName(problem))];
        }
    }

    private static bool UsesNames(string text) =>
        text.Contains("Variable", StringComparison.Ordinal) || text.Contains("Input", StringComparison.Ordinal);
}
