using System.Dynamic;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Engine.Authoring;
using Workflows.Engine.State;

namespace Workflows.Engine.Definitions.Json;

/// <summary>Short names of types in definitions, as Elsa writes them.</summary>
public static class TypeAliases
{
    private static readonly Dictionary<string, Type> ByAlias = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Object"] = typeof(object),
        ["String"] = typeof(string),
        ["Boolean"] = typeof(bool),
        ["Byte"] = typeof(byte),
        ["Char"] = typeof(char),
        ["Int16"] = typeof(short),
        ["Int32"] = typeof(int),
        ["Int64"] = typeof(long),
        ["Single"] = typeof(float),
        ["Double"] = typeof(double),
        ["Decimal"] = typeof(decimal),
        ["DateTime"] = typeof(DateTime),
        ["DateTimeOffset"] = typeof(DateTimeOffset),
        ["DateOnly"] = typeof(DateOnly),
        ["TimeOnly"] = typeof(TimeOnly),
        ["TimeSpan"] = typeof(TimeSpan),
        ["Guid"] = typeof(Guid),
        ["Uri"] = typeof(Uri),
        ["Version"] = typeof(Version),
        ["ObjectDictionary"] = typeof(IDictionary<string, object>),
        ["StringDictionary"] = typeof(IDictionary<string, string>),
        ["ExpandoObject"] = typeof(ExpandoObject),
        ["JsonElement"] = typeof(JsonElement),
        ["JsonNode"] = typeof(JsonNode),
        ["JsonObject"] = typeof(JsonObject),
        ["JsonArray"] = typeof(JsonArray),
        ["Variable"] = typeof(Variable),
        ["Type"] = typeof(Type),
    };

    private static readonly Dictionary<Type, string> ByType = ByAlias.GroupBy(pair => pair.Value).ToDictionary(group => group.Key, group => group.First().Key);

    /// <summary>The aliases, for the designer's list of types.</summary>
    public static IReadOnlyDictionary<string, Type> All => ByAlias;

    /// <summary>The name of a type.</summary>
    public static string NameOf(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return NameOf(inner);
        }

        if (ByType.TryGetValue(type, out var alias))
        {
            return alias;
        }

        return type.IsArray && type.GetElementType() is { } element ? NameOf(element) + "[]" : TypeNames.Of(type);
    }

    /// <summary>The type of a name; null: unknown.</summary>
    public static Type? Find(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        if (ByAlias.TryGetValue(name, out var type))
        {
            return type;
        }

        if (name.EndsWith("[]", StringComparison.Ordinal))
        {
            return Find(name[..^2])?.MakeArrayType();
        }

        return TypeNames.TryFind(name);
    }
}
