using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Workflows.Engine.Expressions;

/// <summary>Converts the values that flow between activities, expressions and definitions. Culture never matters.</summary>
public static class ValueConverter
{
    /// <summary>How values are written as JSON: camelCase, enums as names, readable text.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };

    /// <summary>Converts a value.</summary>
    /// <exception cref="ValueConversionException">The value does not fit.</exception>
    public static T? To<T>(object? value) => value is T fits ? fits : (T?)Convert(value, typeof(T));

    /// <summary>Converts a value.</summary>
    /// <exception cref="ValueConversionException">The value does not fit.</exception>
    public static object? Convert(object? value, Type type)
    {
        if (value is not null && type.IsInstanceOfType(value))
        {
            return value;
        }

        try
        {
            return ConvertCore(value, type);
        }
        catch (Exception exception) when (exception is FormatException or InvalidCastException or OverflowException or JsonException
            or NotSupportedException or ArgumentException or InvalidOperationException)
        {
            throw new ValueConversionException(
                $"A value of type {value?.GetType().Name ?? "null"} cannot be converted to {type.Name}: {exception.Message}", exception);
        }
    }

    /// <summary>Converts a value if it fits.</summary>
    public static bool TryConvert(object? value, Type type, out object? converted)
    {
        try
        {
            converted = Convert(value, type);
            return true;
        }
        catch (ValueConversionException)
        {
            converted = null;
            return false;
        }
    }

    /// <summary>Reads JSON as a type; for object, as dictionaries, lists, strings, numbers and booleans.</summary>
    public static object? FromJson(string json, Type type)
    {
        using var document = JsonDocument.Parse(json);
        return FromElement(document.RootElement, type);
    }

    private static object? ConvertCore(object? value, Type type)
    {
        if (value is null)
        {
            return type.IsValueType && Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null;
        }

        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (target.IsInstanceOfType(value))
        {
            return value;
        }

        return value switch
        {
            JsonElement element => FromElement(element, target),
            JsonNode node => FromNode(node, target),
            string text => FromText(text, target, type != target),
            _ when target == typeof(string) => ToText(value),
            _ when target.IsEnum => Enum.ToObject(target, System.Convert.ToInt64(value, CultureInfo.InvariantCulture)),
            IConvertible when IsConvertible(target) => System.Convert.ChangeType(value, target, CultureInfo.InvariantCulture),
            DateTime time when target == typeof(DateTimeOffset) => ToOffset(time),
            DateTimeOffset time when target == typeof(DateTime) => time.UtcDateTime,
            DateTimeOffset time when target == typeof(DateOnly) => DateOnly.FromDateTime(time.DateTime),
            DateTime time when target == typeof(DateOnly) => DateOnly.FromDateTime(time),
            _ when target == typeof(JsonNode) || target == typeof(JsonObject) || target == typeof(JsonArray) =>
                JsonSerializer.SerializeToNode(value, value.GetType(), Json),
            _ when target == typeof(JsonElement) => JsonSerializer.SerializeToElement(value, value.GetType(), Json),
            IEnumerable items when value is not IDictionary && ElementType(target) is { } element => ToCollection(items, target, element),
            _ => FromElement(JsonSerializer.SerializeToElement(value, value.GetType(), Json), target),
        };
    }

    private static object? FromText(string text, Type target, bool nullable)
    {
        if (nullable && string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var trimmed = text.AsSpan().Trim();
        return target switch
        {
            _ when target == typeof(TimeSpan) => TimeSpan.Parse(trimmed, CultureInfo.InvariantCulture),
            _ when target == typeof(DateTimeOffset) => DateTimeOffset.Parse(trimmed, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            _ when target == typeof(DateTime) => DateTime.Parse(trimmed, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
            _ when target == typeof(DateOnly) => DateOnly.Parse(trimmed, CultureInfo.InvariantCulture),
            _ when target == typeof(TimeOnly) => TimeOnly.Parse(trimmed, CultureInfo.InvariantCulture),
            _ when target == typeof(Guid) => Guid.Parse(trimmed),
            _ when target == typeof(Uri) => string.IsNullOrWhiteSpace(text) ? null : new Uri(text, UriKind.RelativeOrAbsolute),
            _ when target == typeof(Version) => Version.Parse(trimmed),
            _ when target == typeof(byte[]) => System.Convert.FromBase64String(text),
            _ when target == typeof(bool) && trimmed.IsEmpty => false,
            _ when target.IsEnum => Enum.Parse(target, trimmed, ignoreCase: true),
            _ when IsConvertible(target) => trimmed.IsEmpty && target != typeof(char)
                ? Activator.CreateInstance(target)
                : System.Convert.ChangeType(text.Trim(), target, CultureInfo.InvariantCulture),
            _ when trimmed.IsEmpty => null,
            _ when ElementType(target) == typeof(string) && trimmed[0] != '[' => ToCollection(new[] { text }, target, typeof(string)),
            _ => FromJson(text, target),
        };
    }

    private static object? FromElement(JsonElement element, Type target) => element.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => ConvertCore(null, target),
        _ when target == typeof(object) => PlainJson.Read(element),
        _ when target == typeof(JsonElement) => element.Clone(),
        JsonValueKind.String when target == typeof(string) => element.GetString(),
        JsonValueKind.String => ConvertCore(element.GetString(), target),
        _ when target == typeof(string) => element.GetRawText(),
        _ when target == typeof(IDictionary<string, object>) || target == typeof(Dictionary<string, object>) => PlainJson.Read(element),
        _ when target == typeof(ICollection<object>) || target == typeof(IEnumerable<object>) => PlainJson.Read(element),
        JsonValueKind.Number when IsConvertible(target) => System.Convert.ChangeType(element.GetDecimal(), target, CultureInfo.InvariantCulture),
        _ => element.Deserialize(target, Json),
    };

    private static object? FromNode(JsonNode node, Type target) =>
        target == typeof(string) && node is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : FromElement(JsonSerializer.SerializeToElement(node, Json), target);

    private static string? ToText(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        DateTimeOffset or DateTime => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        Uri or Version or Type => value.ToString(),
        _ => JsonSerializer.Serialize(value, value.GetType(), Json),
    };

    private static object ToCollection(IEnumerable items, Type target, Type element)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        foreach (var item in items)
        {
            list.Add(Convert(item, element));
        }

        if (!target.IsArray)
        {
            return target.IsInstanceOfType(list) ? list : Activator.CreateInstance(target, list)!;
        }

        var array = Array.CreateInstance(element, list.Count);
        list.CopyTo(array, 0);
        return array;
    }

    private static Type? ElementType(Type target)
    {
        if (target.IsArray)
        {
            return target.GetElementType();
        }

        if (!target.IsGenericType || target.GetGenericArguments().Length != 1)
        {
            return null;
        }

        var element = target.GetGenericArguments()[0];
        return target.IsAssignableTo(typeof(IEnumerable<>).MakeGenericType(element)) ? element : null;
    }

    private static DateTimeOffset ToOffset(DateTime time) =>
        time.Kind == DateTimeKind.Local ? new DateTimeOffset(time) : new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc), TimeSpan.Zero);

    private static bool IsConvertible(Type type) => Type.GetTypeCode(type) is not (TypeCode.Object or TypeCode.Empty or TypeCode.DBNull) && !type.IsEnum;
}
