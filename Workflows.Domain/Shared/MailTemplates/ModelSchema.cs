using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Templates;

namespace Workflows.Domain.Shared.MailTemplates;

/// <summary>
/// What a template's model looks like: a subset of JSON Schema 2020-12 (<c>type</c>, <c>properties</c>, <c>required</c>,
/// <c>items</c>, <c>additionalProperties</c>, <c>description</c>). Objects are closed: a member that is not declared is unknown.
/// </summary>
public sealed class ModelSchema
{
    private const int MaxDepth = 16;
    private static readonly string[] Types = ["object", "array", "string", "integer", "number", "boolean", "null"];
    private static readonly string[] Keywords = ["type", "properties", "required", "items", "additionalProperties", "description"];

    // The language knows these of every list and text.
    private static readonly string[] OfLists = ["size", "first", "last", "empty?"];

    private readonly Dictionary<string, ModelSchema> _properties = new(StringComparer.Ordinal);
    private readonly List<string> _required = [];
    private readonly List<string> _types = [];
    private ModelSchema? _items;
    private bool _isOpen;

    private ModelSchema(JsonObject source) => Source = source;

    /// <summary>The schema as it was written.</summary>
    public JsonObject Source { get; }

    /// <summary>The declared members of an object.</summary>
    public IReadOnlyDictionary<string, ModelSchema> Properties => _properties;

    /// <summary>Reads a schema.</summary>
    /// <param name="source">The schema as JSON.</param>
    /// <param name="problems">Gets what is wrong, each with its path.</param>
    /// <returns>The schema as far as it could be read.</returns>
    public static ModelSchema Read(JsonObject source, ICollection<string> problems)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(problems);
        return Read(source, "$", problems, 0);
    }

    /// <summary>Why a template cannot read a path; null when it can.</summary>
    /// <param name="path">Members from the model on; <see cref="TemplateReference.Element"/> for an element of a list.</param>
    /// <param name="more">Further names that exist beside the model's members.</param>
    public string? Explain(IReadOnlyList<string> path, IEnumerable<string> more)
    {
        ArgumentNullException.ThrowIfNull(path);
        var at = this;
        for (var i = 0; i < path.Count; i++)
        {
            var name = path[i];
            if (at._isOpen || at._types.Count == 0)
            {
                return null;
            }

            if (name == TemplateReference.Element)
            {
                if (at._items is null)
                {
                    // Texts and objects have elements, too; what they are nobody can know.
                    return null;
                }

                at = at._items;
                continue;
            }

            if (at._properties.TryGetValue(name, out var member))
            {
                at = member;
                continue;
            }

            return i == 0
                ? $"Unknown variable `{name}`{Suggestion.For(name, at._properties.Keys.Concat(more))}"
                : at.ExplainMember(name, string.Join('.', path.Take(i)).Replace(".[]", "[]", StringComparison.Ordinal));
        }

        return null;
    }

    /// <summary>Where a value does not fit the schema, each with its path; empty when it fits.</summary>
    public IReadOnlyList<string> Check(JsonNode? value)
    {
        var problems = new List<string>();
        Check(value, "$", problems);
        return problems;
    }

    private static ModelSchema Read(JsonObject source, string path, ICollection<string> problems, int depth)
    {
        var schema = new ModelSchema(source);
        if (depth > MaxDepth)
        {
            problems.Add($"{path}: deeper than {MaxDepth} levels.");
            return schema;
        }

        foreach (var name in source.Select(static pair => pair.Key).Except(Keywords, StringComparer.Ordinal))
        {
            problems.Add($"{path}: unknown keyword `{name}`{Suggestion.For(name, Keywords)}");
        }

        foreach (var type in Words(source["type"]))
        {
            schema._types.Add(type);
            if (!Types.Contains(type, StringComparer.Ordinal))
            {
                problems.Add($"{path}: unknown type `{type}`{Suggestion.For(type, Types)}");
            }
        }

        if (schema._types.Count == 0)
        {
            problems.Add($"{path}: `type` is missing.");
        }

        schema.ReadMembers(source, path, problems, depth);
        return schema;
    }

    private void ReadMembers(JsonObject source, string path, ICollection<string> problems, int depth)
    {
        _isOpen = source["additionalProperties"] is JsonValue open && open.GetValueKind() == JsonValueKind.True;
        _required.AddRange(Words(source["required"]));
        if (source["properties"] is JsonObject members)
        {
            foreach (var (name, member) in members)
            {
                if (member is JsonObject given)
                {
                    _properties[name] = Read(given, $"{path}.{name}", problems, depth + 1);
                }
                else
                {
                    problems.Add($"{path}.{name}: must be an object.");
                }
            }
        }
        else if (source.ContainsKey("properties"))
        {
            problems.Add($"{path}.properties: must be an object.");
        }

        if (source["items"] is JsonObject items)
        {
            _items = Read(items, $"{path}[]", problems, depth + 1);
        }

        foreach (var name in _required.Where(name => !_properties.ContainsKey(name)))
        {
            problems.Add($"{path}: `{name}` is required but not declared.");
        }
    }

    private static string[] Words(JsonNode? node) => node switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
        JsonArray array => [.. array.Select(static item => item?.GetValueKind() == JsonValueKind.String ? item.GetValue<string>() : "?")],
        _ => [],
    };

    private string? ExplainMember(string name, string owner)
    {
        var isText = _types.Contains("string");
        if ((_items is not null || isText || _types.Contains("array")) && OfLists.Contains(name, StringComparer.Ordinal))
        {
            return null;
        }

        return _properties.Count == 0 && !_types.Contains("object")
            ? $"`{owner}` is {string.Join(" or ", _types)} and has no member `{name}`."
            : $"`{owner}` has no member `{name}`{Suggestion.For(name, _properties.Keys)}";
    }

    private void Check(JsonNode? value, string path, List<string> problems)
    {
        if (_types.Count > 0 && !_types.Any(type => IsOf(value, type)))
        {
            problems.Add($"{path}: must be {string.Join(" or ", _types)}.");
            return;
        }

        if (value is JsonArray array)
        {
            for (var i = 0; _items is not null && i < array.Count; i++)
            {
                _items.Check(array[i], $"{path}[{i}]", problems);
            }
        }

        if (value is not JsonObject members)
        {
            return;
        }

        problems.AddRange(_required.Where(name => !members.ContainsKey(name)).Select(name => $"{path}: `{name}` is missing."));
        foreach (var (name, member) in members)
        {
            if (_properties.TryGetValue(name, out var schema))
            {
                schema.Check(member, $"{path}.{name}", problems);
            }
            else if (!_isOpen)
            {
                problems.Add($"{path}: `{name}` is not in the schema{Suggestion.For(name, _properties.Keys)}");
            }
        }
    }

    private static bool IsOf(JsonNode? value, string type) => (value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        JsonValueKind.Object => type == "object",
        JsonValueKind.Array => type == "array",
        JsonValueKind.String => type == "string",
        JsonValueKind.Number => type == "number"
            || (type == "integer" && (value!.AsValue().TryGetValue<long>(out _) || value.ToJsonString() is var text && long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _))),
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        _ => type == "null",
    };
}
