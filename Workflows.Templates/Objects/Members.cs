using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workflows.Templates.Objects;

/// <summary>Reads members and elements of whatever a model is made of.</summary>
internal static class Members
{
    public static bool TryGet(object target, string name, bool isLiquid, out Value value)
    {
        switch (target)
        {
            case TemplateObject own:
                return own.TryGet(name, out value) || TryGetCommon(target, name, out value);
            case JsonElement element:
                if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var property))
                {
                    value = Json.ToValue(property);
                    return true;
                }

                break;
            case IDictionary<string, object?> dictionary:
                if (dictionary.TryGetValue(name, out var found))
                {
                    value = Value.From(found);
                    return true;
                }

                break;
            case JsonObject node:
                if (node.TryGetPropertyValue(name, out var child))
                {
                    value = Json.ToValue(child);
                    return true;
                }

                break;
            case TemplateArray { Members: { } members } when members.TryGet(name, out value):
                return true;
            case IDictionary map when map.Contains(name):
                value = Value.From(map[name]);
                return true;
            default:
                if (target is not (string or IDictionary or TemplateArray or ValueTag or JsonArray or TemplateFunction or ValueRange)
                    && TypeAccessor.For(target.GetType()).Find(name) is { } getter)
                {
                    value = getter(target);
                    return true;
                }

                break;
        }

        return TryGetCommon(target, name, out value) || (isLiquid && TryGetLiquid(target, name, out value));
    }

    public static IEnumerable<string> Names(object target) => target switch
    {
        TemplateObject own => own.Keys,
        JsonElement { ValueKind: JsonValueKind.Object } element => element.EnumerateObject().Select(p => p.Name),
        IDictionary<string, object?> dictionary => dictionary.Keys,
        JsonObject node => node.Select(pair => pair.Key),
        IDictionary map => map.Keys.OfType<string>(),
        TemplateArray array => array.Members?.Keys ?? [],
        string or ValueTag or IEnumerable or JsonElement or TemplateFunction => [],
        _ => TypeAccessor.For(target.GetType()).Names,
    };

    public static bool HasMembers(object? target) => target switch
    {
        null => false,
        TemplateObject or IDictionary<string, object?> or JsonObject or IDictionary => true,
        JsonElement element => element.ValueKind == JsonValueKind.Object,
        _ => false,
    };

    /// <summary>Number of elements or members; -1 for what has neither.</summary>
    public static int Size(object? target) => target switch
    {
        TemplateArray array => array.Count,
        TemplateObject own => own.Count,
        string text => text.Length,
        TrustedHtml html => html.Html.Length,
        ValueRange range => (int)Math.Min(int.MaxValue, range.Count),
        JsonElement { ValueKind: JsonValueKind.Array } element => element.GetArrayLength(),
        JsonElement { ValueKind: JsonValueKind.Object } element => element.EnumerateObject().Count(),
        JsonArray array => array.Count,
        JsonObject node => node.Count,
        IDictionary<string, object?> dictionary => dictionary.Count,
        ICollection collection => collection.Count,
        IEnumerable sequence => sequence.Cast<object?>().Count(),
        _ => -1,
    };

    public static bool IsEmpty(Value value) => !value.IsNull && Size(value.Ref) == 0;

    public static Value Element(object target, long index)
    {
        var count = target is ValueRange range ? range.Count : Size(target);
        if (index < 0)
        {
            index += count;
        }

        if (index < 0 || index >= count)
        {
            return default;
        }

        return target switch
        {
            TemplateArray array => array.Items[(int)index],
            ValueRange values => values[index],
            string text => new Value(text[(int)index].ToString()),
            JsonElement element => Json.ToValue(element[(int)index]),
            JsonArray array => Json.ToValue(array[(int)index]),
            IList list => Value.From(list[(int)index]),
            IEnumerable sequence => Value.From(sequence.Cast<object?>().ElementAt((int)index)),
            _ => default,
        };
    }

    private static bool TryGetCommon(object target, string name, out Value value)
    {
        if (name is "size" && target is not TemplateObject && !HasMembers(target) && Size(target) is var size and >= 0)
        {
            value = new Value(size);
            return true;
        }

        if (name is "empty?" && target is not ValueTag)
        {
            value = new Value(Size(target) == 0);
            return true;
        }

        value = default;
        return false;
    }

    private static bool TryGetLiquid(object target, string name, out Value value)
    {
        value = default;
        if (name is not ("first" or "last" or "size"))
        {
            return false;
        }

        if (name is "size")
        {
            value = new Value(Math.Max(0, Size(target)));
            return Size(target) >= 0;
        }

        if (target is IEnumerable and not string || target is JsonElement { ValueKind: JsonValueKind.Array })
        {
            value = Element(target, name is "first" ? 0 : -1);
            return true;
        }

        return false;
    }
}
