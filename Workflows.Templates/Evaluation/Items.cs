using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workflows.Templates.Evaluation;

/// <summary>The elements of anything that can be looped over, by index.</summary>
internal readonly struct Items
{
    private readonly object? _source;

    private Items(object? source, int count)
    {
        _source = source;
        Count = count;
    }

    public int Count { get; }

    public Value this[int index] => _source switch
    {
        List<Value> list => list[index],
        ValueRange range => range[index],
        IList list => Value.From(list[index]),
        _ => default,
    };

    /// <summary>Whether the value can be looped over at all.</summary>
    public static bool CanIterate(Value value) =>
        value.IsString || value.Kind is ValueKind.Null or ValueKind.Array or ValueKind.Object or ValueKind.Range
        || value.Ref is IEnumerable;

    public static Items Of(RenderContext context, Value value, Node site)
    {
        switch (value.Ref)
        {
            case null or ValueTag:
                return default;
            case TemplateArray array:
                return new Items(array.Items, array.Count);
            case ValueRange range:
                return new Items(range, (int)Math.Min(int.MaxValue, range.Count));
            case JsonElement { ValueKind: JsonValueKind.Array } element:
                var list = new List<Value>(element.GetArrayLength());
                foreach (var item in element.EnumerateArray())
                {
                    list.Add(Json.ToValue(item));
                }

                return new Items(list, list.Count);
            case string text:
                return Materialize(context, text.Select(c => new Value(c.ToString())), site);
            case JsonArray array:
                return Materialize(context, array.Select(Json.ToValue), site);
            case IList plain:
                return new Items(plain, plain.Count);
            default:
                return Materialize(context, Sequence(context, value), site);
        }
    }

    public static TemplateArray Copy(RenderContext context, Value value, Node site)
    {
        var items = Of(context, value, site);
        context.CheckLength(site, items.Count);
        if (items.Count > 4096)
        {
            context.CheckTime(site);
        }

        var copy = new TemplateArray(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            copy.Add(items[i]);
        }

        return copy;
    }

    /// <summary>Copies the top level of a JSON object or array into something a template can change.</summary>
    public static object Thaw(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            return new TemplateArray(element.EnumerateArray().Select(Json.ToValue));
        }

        var result = new TemplateObject();
        foreach (var property in element.EnumerateObject())
        {
            result.TrySet(property.Name, Json.ToValue(property.Value));
        }

        return result;
    }

    public static IEnumerable<KeyValuePair<string, Value>> Members(RenderContext context, object target)
    {
        foreach (var name in Objects.Members.Names(target))
        {
            context.TryGetMember(target, name, out var value);
            yield return new KeyValuePair<string, Value>(name, value);
        }
    }

    private static IEnumerable<Value> Sequence(RenderContext context, Value value)
    {
        var target = value.Ref!;
        if (value.Kind == ValueKind.Object)
        {
            if (target is IDictionary and not IDictionary<string, object?>)
            {
                return Entries((IDictionary)target);
            }

            return Members(context, target).Select(pair => Value.Of(new KeyValueObject(new Value(pair.Key), pair.Value)));
        }

        return target is IEnumerable sequence ? sequence.Cast<object?>().Select(Value.From) : [];
    }

    private static IEnumerable<Value> Entries(IDictionary map)
    {
        foreach (DictionaryEntry entry in map)
        {
            yield return Value.Of(new KeyValueObject(Value.From(entry.Key), Value.From(entry.Value)));
        }
    }

    private static Items Materialize(RenderContext context, IEnumerable<Value> values, Node site)
    {
        var list = new List<Value>();
        try
        {
            foreach (var value in values)
            {
                list.Add(value);
                context.CheckLength(site, list.Count);
            }
        }
        catch (Exception e) when (e is not (TemplateRuntimeException or OperationCanceledException))
        {
            throw site.Error($"Reading the list failed: {e.Message}", e);
        }

        return new Items(list, list.Count);
    }
}
