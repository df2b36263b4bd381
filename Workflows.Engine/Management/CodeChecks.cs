using System.Text.Json.Nodes;
using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;
using Workflows.Engine.Definitions.Json;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Management;

/// <summary>Asks the languages that can tell so which texts of a definition are wrong.</summary>
internal sealed class CodeChecks(ActivityRegistry registry, ExpressionRegistry expressions)
{
    private readonly List<(string Path, IReadOnlyList<ScriptName> Variables)> _around = [];
    private readonly List<DefinitionProblem> _problems = [];
    private IReadOnlyList<ScriptName> _inputs = [];

    /// <summary>All wrong texts, with their paths.</summary>
    public IReadOnlyList<DefinitionProblem> Check(JsonObject json)
    {
        if (json["root"] is not JsonObject root || !expressions.Descriptors.Any(static d => d.Handler is IExpressionChecker))
        {
            return [];
        }

        _around.Add((string.Empty, Names(json)));
        _inputs = [.. Declared(json["inputs"]).Select(static input => new ScriptName(
            JsonParts.Text(input, "name") ?? string.Empty, ListOf(TypeAliases.Find(JsonParts.Text(input, "type")) ?? typeof(object), input)))];
        foreach (var (path, activity) in ActivityTree.All(root))
        {
            // Activities come outer before inner, so what does not enclose this one encloses none of the following.
            _around.RemoveAll(outer => outer.Path.Length > 0 && !path.StartsWith(outer.Path + ".", StringComparison.Ordinal));
            _around.Add((path, Names(activity)));
            Activity(activity, path);
        }

        return _problems;
    }

    private static IEnumerable<JsonObject> Declared(JsonNode? list) => (list as JsonArray)?.OfType<JsonObject>() ?? [];

    private static Type ListOf(Type type, JsonObject json) => JsonParts.Flag(json, "isArray") ? type.MakeArrayType() : type;

    private static List<ScriptName> Names(JsonObject json) => [.. Declared(json["variables"])
        .Select(static variable => new ScriptName(
            JsonParts.Text(variable, "name") ?? string.Empty,
            ListOf(TypeAliases.Find(JsonParts.Text(variable, "typeName") ?? JsonParts.Text(variable, "type")) ?? typeof(object), variable)))
        .Where(static name => name.Name.Length > 0)];

    private void Activity(JsonObject activity, string path)
    {
        var descriptor = registry.Find(JsonParts.Text(activity, "type") ?? string.Empty, JsonParts.Number(activity, "version", 0));
        foreach (var (name, value) in activity)
        {
            var input = descriptor?.Inputs.FirstOrDefault(i => JsonParts.Camel(i.Name) == name);
            if (input is { UIHint: InputUIHints.CodeEditor, DefaultSyntax: { } syntax } && value?["expression"] is JsonObject literal
                && JsonParts.Text(literal, "type") == "Literal")
            {
                // A script is the value of the input, not an expression that finds it.
                Text(syntax, JsonParts.Text(literal, "value"), $"{path}.{name}");
            }
            else
            {
                Node(value, $"{path}.{name}");
            }
        }
    }

    private void Node(JsonNode? node, string path)
    {
        switch (node)
        {
            case JsonObject json when ActivityTree.IsActivity(json):
                return;
            case JsonObject json when JsonParts.Text(json, "type") is { } type && JsonParts.Text(json, "value") is { } text:
                Text(type, text, path);
                return;
            case JsonObject json:
                foreach (var (name, value) in json)
                {
                    Node(value, name == "expression" ? path : $"{path}.{name}");
                }

                return;
            case JsonArray items:
                for (var index = 0; index < items.Count; index++)
                {
                    Node(items[index], $"{path}[{index}]");
                }

                return;
        }
    }

    private void Text(string language, string? text, string path)
    {
        if (string.IsNullOrWhiteSpace(text) || expressions.Find(language)?.Handler is not IExpressionChecker checker)
        {
            return;
        }

        var scope = new ScriptScope(
            [.. Enumerable.Reverse(_around).SelectMany(static outer => outer.Variables).DistinctBy(static name => name.Name)], _inputs);
        _problems.AddRange(checker.Check(text, scope).Select(problem => new DefinitionProblem(path, problem)));
    }
}
