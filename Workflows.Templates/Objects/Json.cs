using System.Buffers.Text;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workflows.Templates.Objects;

/// <summary>JSON seen as values of the language; objects and arrays stay where they are and are read on demand.</summary>
internal static class Json
{
    public static Value ToValue(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return new Value(element.GetString());
            case JsonValueKind.True:
                return new Value(true);
            case JsonValueKind.False:
                return new Value(false);
            case JsonValueKind.Number:
                return Number(element);
            case JsonValueKind.Object:
            case JsonValueKind.Array:
                return Value.Of(element);
            default:
                return default;
        }
    }

    public static Value ToValue(JsonNode? node) => node switch
    {
        null => default,
        JsonValue value => ToValue(value),
        _ => Value.Of(node),
    };

    public static Value ToValue(JsonValue value)
    {
        if (value.TryGetValue<JsonElement>(out var element))
        {
            return ToValue(element);
        }

        return value.TryGetValue<string>(out var text) ? new Value(text) : Value.From(value.GetValue<object>());
    }

    private static Value Number(JsonElement element)
    {
        var raw = JsonMarshal.GetRawUtf8Value(element);
        if (Utf8Parser.TryParse(raw, out long whole, out var read) && read == raw.Length)
        {
            return new Value(whole);
        }

        return raw.IndexOfAny(".eE"u8) >= 0
            ? new Value(element.GetDouble())
            : Value.From(BigInteger.Parse(element.GetRawText(), System.Globalization.CultureInfo.InvariantCulture));
    }
}
