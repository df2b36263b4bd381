using Workflows.JavaScript;

namespace Workflows.Engine.Expressions;

/// <summary>Evaluates JavaScript in a fresh engine with limits; the script sees variables, inputs and Elsa's functions.</summary>
internal sealed class JavaScriptExpressionHandler : IExpressionHandler
{
    public ValueTask<object?> EvaluateAsync(
        Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options)
    {
        var text = expression.Value?.ToString();
        if (string.IsNullOrWhiteSpace(text))
        {
            return new((object?)null);
        }

        if (expression.Prepared is not Prepared prepared || prepared.Text != text)
        {
            expression.Prepared = prepared = new Prepared(text);
        }

        var clock = context.Workflow?.TimeProvider ?? TimeProvider.System;
        var engine = new ScriptEngine(new ScriptOptions { Clock = clock });
        foreach (var (name, function) in prepared.Functions)
        {
            engine.SetFunction(name, function(context));
        }

        SetData(engine, prepared, context, options);
        var variables = prepared.UsesVariables ? Snapshot(context) : null;
        if (variables is not null)
        {
            engine.SetValue("variables", new Dictionary<string, object?>(variables));
        }

        var result = engine.Evaluate(prepared.Script, context.CancellationToken);
        if (variables is not null)
        {
            WriteBack(engine, variables, context);
        }

        return new(returnType == typeof(double) ? result : ScriptNumbers.Whole(result));
    }

    private static void SetData(ScriptEngine engine, Prepared prepared, ExpressionExecutionContext context, ExpressionEvaluatorOptions options)
    {
        var inputs = context.Workflow?.Input;
        foreach (var name in inputs?.Keys.Concat(context.Workflow!.Workflow.Inputs.Select(input => input.Name)) ?? [])
        {
            if (prepared.Text.Contains("get" + Pascal(name), StringComparison.Ordinal))
            {
                engine.SetFunction("get" + Pascal(name), _ => Visible(context.GetInput(name)));
            }
        }

        foreach (var name in prepared.UsesAccessors ? context.GetVariableNamesInScope() : [])
        {
            var suffix = Pascal(name);
            if (prepared.Text.Contains("get" + suffix, StringComparison.Ordinal))
            {
                engine.SetFunction("get" + suffix, _ => Visible(context.GetVariableInScope(name)));
            }

            if (prepared.Text.Contains("set" + suffix, StringComparison.Ordinal))
            {
                engine.SetFunction("set" + suffix, arguments =>
                {
                    context.SetVariableInScope(name, ScriptNumbers.Whole(arguments.Count > 0 ? arguments[0] : null));
                    return null;
                });
            }
        }

        SetOutputs(engine, prepared, context);
        if (prepared.UsesInput)
        {
            engine.SetValue("input", inputs?.Where(pair => IsVisible(pair.Value)).ToDictionary(pair => pair.Key, pair => (object?)pair.Value) ?? []);
        }

        foreach (var (name, value) in options.Arguments)
        {
            engine.SetValue(name, value);
        }
    }

    /// <summary>Elsa's getters of outputs: getResultFromActivity1().</summary>
    private static void SetOutputs(ScriptEngine engine, Prepared prepared, ExpressionExecutionContext context)
    {
        if (!prepared.Text.Contains("From", StringComparison.Ordinal) || context.Workflow?.Outputs is not { } all)
        {
            return;
        }

        foreach (var (key, outputs) in all)
        {
            var activity = context.Workflow.WorkflowGraph.FindByKey(key)?.Activity;
            var activityId = activity?.Id ?? key;
            foreach (var output in outputs.Keys)
            {
                foreach (var name in new[] { activity?.Name, activityId })
                {
                    var function = string.IsNullOrEmpty(name) ? string.Empty : $"get{Pascal(output)}From{Pascal(name)}";
                    if (function.Length > 0 && prepared.Text.Contains(function, StringComparison.Ordinal))
                    {
                        engine.SetFunction(function, _ => Visible(context.GetOutput(activityId, output)));
                    }
                }
            }
        }
    }

    private static Dictionary<string, object?> Snapshot(ExpressionExecutionContext context) =>
        context.ReadAndFlattenMemoryBlocks().Where(pair => IsVisible(pair.Value)).ToDictionary(pair => pair.Key, pair => (object?)pair.Value);

    private static void WriteBack(ScriptEngine engine, Dictionary<string, object?> before, ExpressionExecutionContext context)
    {
        if (context.Activity is null || engine.GetValue("variables") is not IDictionary<string, object?> after)
        {
            return;
        }

        foreach (var (name, value) in after)
        {
            var whole = ScriptNumbers.Whole(value);
            if (!before.TryGetValue(name, out var old) || !Equals(old, value) && !Equals(ScriptNumbers.Whole(old), whole))
            {
                context.SetVariableInScope(name, whole);
            }
        }
    }

    private static bool IsVisible(object? value) => State.StateValue.CanKeep(value);

    private static object? Visible(object? value) => IsVisible(value) ? value : null;

    private static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];

    private sealed class Prepared
    {
        public Prepared(string text)
        {
            Text = text;
            Script = Parse(text);
            UsesVariables = text.Contains("variables", StringComparison.Ordinal);
            UsesInput = text.Contains("input", StringComparison.Ordinal);
            UsesAccessors = text.Contains("get", StringComparison.Ordinal) || text.Contains("set", StringComparison.Ordinal);
            Functions = [.. ScriptFunctions.All.Where(function => text.Contains(function.Key, StringComparison.Ordinal)).Select(pair => (pair.Key, pair.Value))];
        }

        public string Text { get; }

        public Script Script { get; }

        public bool UsesVariables { get; }

        public bool UsesInput { get; }

        public bool UsesAccessors { get; }

        public (string Name, Func<ExpressionExecutionContext, HostFunction> Create)[] Functions { get; }

        private static Script Parse(string text)
        {
            try
            {
                return Script.Parse(text, "expression");
            }
            catch (JavaScriptException) when (text.Contains("return", StringComparison.Ordinal))
            {
                // Elsa lets an expression end with a return statement; outside a function the language does not.
                return Script.Parse("(function () {" + text + "\n})()", "expression");
            }
        }
    }
}
