using System.Text.Json.Nodes;
using Workflows.Engine.Definitions;
using Workflows.Engine.Definitions.Json;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Expressions;
using Workflows.Engine.Scheduling;

namespace Workflows.Engine.Management;

/// <summary>What must be right before a definition is published, beyond its form.</summary>
internal sealed class DefinitionChecks(WorkflowCatalog catalog)
{
    /// <summary>Everything that is wrong with the definition's own activities.</summary>
    public static IReadOnlyList<DefinitionProblem> Inputs(JsonObject json, ActivityRegistry registry, ExpressionRegistry expressions)
    {
        var problems = new List<DefinitionProblem>();
        if (json["root"] is not JsonObject root)
        {
            problems.Add(new DefinitionProblem("root", "The definition has no root activity."));
            return problems;
        }

        foreach (var (path, activity) in ActivityTree.All(root))
        {
            if (registry.Find(JsonParts.Text(activity, "type") ?? string.Empty, JsonParts.Number(activity, "version", 0)) is not { } descriptor)
            {
                continue;
            }

            foreach (var input in descriptor.Inputs.Where(static i => i.IsWrapped))
            {
                var name = JsonParts.Camel(input.Name);
                if (activity[name] is JsonObject wrapper && wrapper["expression"] is JsonObject expression)
                {
                    Expression(expression, input, $"{path}.{name}", expressions, problems);
                }
            }
        }

        return problems;
    }

    /// <summary>What the triggers wait for; a trigger that cannot say so is a problem.</summary>
    public async Task<(IReadOnlyList<TriggerPayload> Payloads, IReadOnlyList<DefinitionProblem> Problems)> TriggersAsync(
        WorkflowGraph graph, JsonObject json, CancellationToken cancellationToken)
    {
        try
        {
            var payloads = await catalog.PayloadsAsync(graph, cancellationToken);
            var problems = new List<DefinitionProblem>();
            foreach (var payload in payloads)
            {
                if (Refusal(payload.Payload) is { } refusal)
                {
                    problems.Add(new DefinitionProblem(PathOf(json, payload.Trigger.Id), refusal));
                }
            }

            return (payloads, problems);
        }
        catch (Exception error) when (DefinitionMaterializer.IsContent(error) || error is JavaScript.JavaScriptException)
        {
            return ([], [new DefinitionProblem("root", $"A trigger cannot say what it waits for: {error.Message}")]);
        }
    }

    public static string PathOf(JsonObject json, string activityId) => json["root"] is JsonObject root
        ? ActivityTree.All(root).FirstOrDefault(found => JsonParts.Text(found.Activity, "id") == activityId).Path ?? "root"
        : "root";

    private static string? Refusal(object payload)
    {
        switch (payload)
        {
            case Activities.Scheduling.CronTriggerPayload cron:
                try
                {
                    CronSchedule.Parse(cron.CronExpression, TimeZoneInfo.Utc);
                    return null;
                }
                catch (Exception error) when (error is CronFormatException or ArgumentException or FormatException)
                {
                    return $"The cron expression '{cron.CronExpression}' is not valid: {error.Message}";
                }

            case Activities.Scheduling.TimerTriggerPayload { Interval: var interval } when interval <= TimeSpan.Zero:
                return "The interval of the timer must be longer than nothing.";
            case Http.HttpEndpointPayload { Path.Length: 0 }:
                return "The path of the HTTP endpoint is empty.";
            default:
                return null;
        }
    }

    private static void Expression(
        JsonObject json, InputDescriptor input, string path, ExpressionRegistry expressions, List<DefinitionProblem> problems)
    {
        var type = JsonParts.Text(json, "type") ?? "Literal";
        if (expressions.Find(type) is null)
        {
            problems.Add(new DefinitionProblem(path, $"The expression language '{type}' is not available here."));
            return;
        }

        var value = JsonParts.Plain(json["value"]);
        if (type == "Literal" && value is not (null or "") && input.Type != typeof(object)
            && !ValueConverter.TryConvert(value, input.Type, out _))
        {
            problems.Add(new DefinitionProblem(path, $"'{value}' is no {TypeAliases.NameOf(input.Type)}."));
        }
    }
}
