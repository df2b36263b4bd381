using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Engine.Authoring;
using Workflows.Templates;

namespace Workflows.Engine.Expressions;

/// <summary>The engine's languages.</summary>
internal static class BuiltInExpressions
{
    public static IEnumerable<ExpressionDescriptor> All { get; } =
    [
        New("Literal", "Literal", new Handler((expression, _, _) => new(expression.Value)), browsable: false),
        New("Object", "Object", new Handler(EvaluateObject), browsable: false),
        New("Variable", "Variable", new Handler(EvaluateVariable)),
        New("Input", "Input", new Handler(EvaluateInput)),
        New("Output", "Output", new Handler(EvaluateOutput), browsable: false),
        New("Delegate", "Delegate", new Handler(EvaluateDelegate), browsable: false, serializable: false),
        Language("JavaScript", "JavaScript", "javascript", new JavaScriptExpressionHandler()),
        Language("Liquid", "Liquid", "liquid", new TemplateExpressionHandler(TemplateMode.Liquid)),
        Language("Scriban", "Scriban", "liquid", new TemplateExpressionHandler(TemplateMode.Scriban)),
    ];

    private static ExpressionDescriptor Language(string type, string name, string monaco, IExpressionHandler handler) => new()
    {
        Type = type,
        DisplayName = name,
        Handler = handler,
        Properties = new Dictionary<string, object> { ["MonacoLanguage"] = monaco },
    };

    private static ExpressionDescriptor New(string type, string name, IExpressionHandler handler, bool browsable = true, bool serializable = true) =>
        new() { Type = type, DisplayName = name, Handler = handler, IsBrowsable = browsable, IsSerializable = serializable };

    private static ValueTask<object?> EvaluateObject(Expression expression, Type returnType, ExpressionExecutionContext context)
    {
        if (expression.Value is not string json)
        {
            return new(ValueConverter.Convert(expression.Value, returnType));
        }

        if (string.IsNullOrWhiteSpace(json))
        {
            return new((object?)null);
        }

        return new(returnType == typeof(string) ? json : ValueConverter.FromJson(json, returnType));
    }

    private static ValueTask<object?> EvaluateVariable(Expression expression, Type returnType, ExpressionExecutionContext context)
    {
        if (expression.Value is Variable variable)
        {
            return new(context.Get(variable));
        }

        var id = NamedIn(expression.Value, "id");
        var name = NamedIn(expression.Value, "name");
        if (id is not null && context.TryGetById(id, out var value))
        {
            return new(value);
        }

        return new(name is null ? null : context.GetVariableInScope(name));
    }

    private static ValueTask<object?> EvaluateInput(Expression expression, Type returnType, ExpressionExecutionContext context) =>
        new(expression.Value switch
        {
            InputDefinition definition => context.GetInput(definition.Name),
            { } value when NamedIn(value, "name") is { } name => context.GetInput(name),
            string name => context.GetInput(name),
            _ => null,
        });

    private static ValueTask<object?> EvaluateOutput(Expression expression, Type returnType, ExpressionExecutionContext context) =>
        new(expression.Value switch
        {
            Output output => context.Get(output.Resolve()),
            _ => null,
        });

    private static ValueTask<object?> EvaluateDelegate(Expression expression, Type returnType, ExpressionExecutionContext context) =>
        expression.Value is Func<ExpressionExecutionContext, ValueTask<object?>> function ? function(context) : new((object?)null);

    private static string? NamedIn(object? value, string property)
    {
        var node = value switch
        {
            JsonObject json => json,
            JsonElement { ValueKind: JsonValueKind.Object } element => JsonObject.Create(element),
            string text when text.AsSpan().TrimStart().StartsWith("{", StringComparison.Ordinal) => JsonNode.Parse(text) as JsonObject,
            _ => null,
        };
        return node?[property]?.GetValue<string>();
    }

    private sealed class Handler(Func<Expression, Type, ExpressionExecutionContext, ValueTask<object?>> evaluate) : IExpressionHandler
    {
        public ValueTask<object?> EvaluateAsync(
            Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options) =>
            evaluate(expression, returnType, context);
    }
}
