using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Definitions;

/// <summary>
/// Which inputs and outputs of an activity the journal keeps. Custom properties say so: <c>logPersistenceMode</c> (a mode each) or
/// <c>logPersistenceConfig</c> (a strategy or an expression each). What is not said is inherited: from the activity's default, the
/// container's, the workflow's; at last everything is kept.
/// </summary>
internal sealed class LogPersistence
{
    private const string ModeProperty = "logPersistenceMode";
    private const string ConfigProperty = "logPersistenceConfig";

    private readonly LogPersistence? _outer;
    private readonly Rule _default;
    private readonly Dictionary<string, Rule> _inputs = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Rule> _outputs = new(StringComparer.OrdinalIgnoreCase);

    private LogPersistence(IActivity activity, LogPersistence? outer)
    {
        _outer = outer;
        var mode = Member(activity.CustomProperties, ModeProperty);
        var config = Member(activity.CustomProperties, ConfigProperty) as JsonObject;
        _default = RuleOf(config?["default"], RuleOf(mode is JsonObject parts ? parts["default"] : mode, default));
        foreach (var source in new[] { mode as JsonObject, config })
        {
            Fill(source?["inputs"], _inputs);
            Fill(source?["outputs"], _outputs);
        }
    }

    private enum Mode
    {
        Inherit,
        Include,
        Exclude,
    }

    /// <summary>The rules of an activity; those of its container when it says nothing itself.</summary>
    public static LogPersistence? Of(IActivity activity, LogPersistence? outer) =>
        activity.CustomProperties.ContainsKey(ModeProperty) || activity.CustomProperties.ContainsKey(ConfigProperty)
            ? new LogPersistence(activity, outer)
            : outer is { _inputs.Count: 0, _outputs.Count: 0 } or null ? outer : new LogPersistence(activity, outer);

    public bool KeepsInput(string name, ActivityExecutionContext context) => Keeps(_inputs, name, context);

    public bool KeepsOutput(string name, ActivityExecutionContext context) => Keeps(_outputs, name, context);

    private static void Fill(JsonNode? from, Dictionary<string, Rule> rules)
    {
        foreach (var (name, value) in from as JsonObject ?? [])
        {
            rules[name] = RuleOf(value, rules.GetValueOrDefault(name));
        }
    }

    private static Rule RuleOf(JsonNode? json, Rule otherwise)
    {
        switch (json)
        {
            case JsonValue value when value.GetValueKind() is JsonValueKind.Number && value.TryGetValue<int>(out var number):
                return new Rule((Mode)Math.Clamp(number, 0, 2), null);
            case JsonValue value:
                return new Rule(ModeOf(value.ToString()), null);
            case JsonObject rule when (rule["evaluationMode"] as JsonValue)?.ToString() == "Expression" && rule["expression"] is JsonObject expression:
                return new Rule(Mode.Inherit, new Expression(
                    Json.JsonParts.Text(expression, "type") ?? "Literal", Json.JsonParts.Plain(expression["value"])));
            case JsonObject rule when rule["strategyType"] is JsonValue strategy:
                return new Rule(ModeOf(strategy.ToString().Split(',')[0].Split('.')[^1]), null);
            default:
                return otherwise;
        }
    }

    private static Mode ModeOf(string? name) =>
        name?.StartsWith("Exclude", StringComparison.OrdinalIgnoreCase) is true ? Mode.Exclude
        : name?.StartsWith("Include", StringComparison.OrdinalIgnoreCase) is true ? Mode.Include
        : Mode.Inherit;

    private static JsonNode? Member(IDictionary<string, object> properties, string name) => properties.TryGetValue(name, out var value)
        ? value switch
        {
            JsonElement element => JsonSerializer.SerializeToNode(element),
            JsonNode node => node,
            null => null,
            _ => JsonSerializer.SerializeToNode(value, value.GetType(), ValueConverter.Json),
        }
        : null;

    private bool Keeps(Dictionary<string, Rule> rules, string name, ActivityExecutionContext context)
    {
        var mode = rules.TryGetValue(name, out var own) ? own.Evaluate(context) : Mode.Inherit;
        for (var scope = this; scope is not null && mode == Mode.Inherit; scope = scope._outer)
        {
            mode = scope._default.Evaluate(context);
        }

        return mode != Mode.Exclude;
    }

    private readonly record struct Rule(Mode Mode, Expression? Expression)
    {
        public Mode Evaluate(ActivityExecutionContext context)
        {
            if (Expression is null)
            {
                return Mode;
            }

            // The journal is written at the end of the burst, where nothing can wait; every language but a slow template answers at once.
            var value = context.WorkflowExecutionContext.WorkflowGraph.Expressions
                .EvaluateAsync(Expression, typeof(string), context.ExpressionExecutionContext);
            return value.IsCompletedSuccessfully ? ModeOf(value.Result?.ToString()) : Mode.Inherit;
        }
    }
}
