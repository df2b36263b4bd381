using System.Buffers;
using System.Dynamic;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.State;

/// <summary>
/// Writes values so that they come back with their type. Null, strings, booleans and 32-bit integers are plain JSON;
/// everything else is an object with a tag under "$".
/// </summary>
internal static class StateValue
{
    private const string Tag = "$";
    private const string TypeKey = "t";
    private const string ValueKey = "v";

    /// <summary>Whether the value can be kept. Streams, delegates, requests and the like live only as long as the process.</summary>
    public static bool CanKeep(object? value) => value switch
    {
        null or string or ValueType or JsonNode or Outcomes or Uri or Version => true,
        Delegate or Stream or Task or Exception or Type or IServiceProvider or CancellationTokenSource => false,
        _ => value.GetType().Namespace?.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) != true
            && value.GetType().Namespace?.StartsWith("System.Net.Http", StringComparison.Ordinal) != true,
    };

    /// <summary>A copy that shares nothing with the original.</summary>
    /// <exception cref="NotSupportedException">The value cannot be kept.</exception>
    public static object? Copy(object? value)
    {
        if (value is null or string or ValueType)
        {
            return value;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, value);
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return Read(document.RootElement);
    }

    /// <exception cref="NotSupportedException">The value cannot be kept.</exception>
    public static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                return;
            case string text:
                writer.WriteStringValue(text);
                return;
            case bool flag:
                writer.WriteBooleanValue(flag);
                return;
            case int number:
                writer.WriteNumberValue(number);
                return;
        }

        if (!CanKeep(value))
        {
            throw new NotSupportedException($"A value of type {value.GetType()} cannot be kept in the state of a workflow.");
        }

        writer.WriteStartObject();
        if (!WriteKnown(writer, value))
        {
            var type = value.GetType();
            writer.WriteString(Tag, "o");
            writer.WriteString(TypeKey, TypeNames.Of(type));
            writer.WritePropertyName(ValueKey);
            // Into its own buffer first: a value that fails half-way must not leave half of itself in the state.
            writer.WriteRawValue(JsonSerializer.SerializeToUtf8Bytes(value, type, ValueConverter.Json), skipInputValidation: true);
        }

        writer.WriteEndObject();
    }

    public static object? Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => element.GetInt32(),
        JsonValueKind.Object => ReadTagged(element, element.GetProperty(ValueKey)),
        _ => throw new InvalidOperationException("The stored state holds a value without a type."),
    };

    public static void WriteMap(Utf8JsonWriter writer, string name, IEnumerable<KeyValuePair<string, object>>? values, bool skipTransient)
    {
        var started = false;
        foreach (var (key, value) in values ?? [])
        {
            if (skipTransient && !CanKeep(value))
            {
                continue;
            }

            if (!started)
            {
                writer.WriteStartObject(name);
                started = true;
            }

            writer.WritePropertyName(key);
            Write(writer, value);
        }

        if (started)
        {
            writer.WriteEndObject();
        }
    }

    public static Dictionary<string, object> ReadMap(JsonElement element)
    {
        var values = new Dictionary<string, object>();
        foreach (var member in element.EnumerateObject())
        {
            values[member.Name] = Read(member.Value)!;
        }

        return values;
    }

    private static bool WriteKnown(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case long number:
                writer.WriteString(Tag, "l");
                writer.WriteNumber(ValueKey, number);
                return true;
            case double number:
                writer.WriteString(Tag, "d");
                writer.WriteString(ValueKey, number.ToString("R", CultureInfo.InvariantCulture));
                return true;
            case decimal number:
                writer.WriteString(Tag, "m");
                writer.WriteString(ValueKey, number.ToString(CultureInfo.InvariantCulture));
                return true;
            case DateTimeOffset instant:
                writer.WriteString(Tag, "dto");
                writer.WriteString(ValueKey, instant.ToString("O", CultureInfo.InvariantCulture));
                return true;
            case DateTime time:
                writer.WriteString(Tag, "dt");
                writer.WriteString(ValueKey, time.ToString("O", CultureInfo.InvariantCulture));
                return true;
            case TimeSpan span:
                writer.WriteString(Tag, "ts");
                writer.WriteNumber(ValueKey, span.Ticks);
                return true;
            case Guid id:
                writer.WriteString(Tag, "g");
                writer.WriteString(ValueKey, id);
                return true;
            case Enum:
                writer.WriteString(Tag, "e");
                writer.WriteString(TypeKey, TypeNames.Of(value.GetType()));
                writer.WriteString(ValueKey, value.ToString());
                return true;
            case byte[] bytes:
                writer.WriteString(Tag, "b");
                writer.WriteBase64String(ValueKey, bytes);
                return true;
            case Outcomes outcomes:
                writer.WriteString(Tag, "oc");
                WriteList(writer, outcomes.Names);
                return true;
            case JsonElement json:
                writer.WriteString(Tag, "je");
                writer.WritePropertyName(ValueKey);
                json.WriteTo(writer);
                return true;
            case JsonNode json:
                writer.WriteString(Tag, "jn");
                writer.WritePropertyName(ValueKey);
                json.WriteTo(writer);
                return true;
            default:
                return WriteCollection(writer, value);
        }
    }

    private static bool WriteCollection(Utf8JsonWriter writer, object value)
    {
        var type = value.GetType();
        if (value is IDictionary<string, object> members && (type == typeof(Dictionary<string, object>) || type == typeof(ExpandoObject)))
        {
            writer.WriteString(Tag, type == typeof(ExpandoObject) ? "E" : "D");
            writer.WriteStartObject(ValueKey);
            foreach (var (key, member) in members)
            {
                writer.WritePropertyName(key);
                Write(writer, member);
            }

            writer.WriteEndObject();
            return true;
        }

        if (type == typeof(List<object>) || type == typeof(object[]) || type == typeof(int[]))
        {
            writer.WriteString(Tag, type == typeof(List<object>) ? "L" : type == typeof(int[]) ? "i" : "A");
            WriteList(writer, ((System.Collections.IEnumerable)value).Cast<object>());
            return true;
        }

        return false;
    }

    private static void WriteList(Utf8JsonWriter writer, IEnumerable<object> items)
    {
        writer.WriteStartArray(ValueKey);
        foreach (var item in items)
        {
            Write(writer, item);
        }

        writer.WriteEndArray();
    }

    private static object? ReadTagged(JsonElement element, JsonElement value) => element.GetProperty(Tag).GetString() switch
    {
        "l" => value.GetInt64(),
        "d" => double.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        "m" => decimal.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        "dto" => DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        "dt" => DateTime.Parse(value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        "ts" => new TimeSpan(value.GetInt64()),
        "g" => value.GetGuid(),
        "e" => Enum.Parse(TypeNames.Find(element.GetProperty(TypeKey).GetString()!), value.GetString()!),
        "b" => value.GetBytesFromBase64(),
        "oc" => new Outcomes([.. value.EnumerateArray().Select(item => item.GetString()!)]),
        "je" => value.Clone(),
        "jn" => JsonNode.Parse(value.GetRawText()),
        "D" => ReadMap(value),
        "E" => ReadExpando(value),
        "L" => value.EnumerateArray().Select(Read).ToList()!,
        "A" => value.EnumerateArray().Select(Read).ToArray(),
        "i" => value.EnumerateArray().Select(item => item.GetInt32()).ToArray(),
        "o" => value.Deserialize(TypeNames.Find(element.GetProperty(TypeKey).GetString()!), ValueConverter.Json),
        var tag => throw new InvalidOperationException($"The stored state holds a value with the unknown tag '{tag}'."),
    };

    private static ExpandoObject ReadExpando(JsonElement value)
    {
        var expando = new ExpandoObject();
        foreach (var (key, member) in ReadMap(value))
        {
            ((IDictionary<string, object?>)expando)[key] = member;
        }

        return expando;
    }
}
