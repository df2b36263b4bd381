using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workflows.JavaScript.Hosting;

/// <summary>The border between .NET values and script values.</summary>
internal static class HostValues
{
    private static readonly ConcurrentDictionary<Type, bool> PlainTypes = new();

    /// <summary>Converts a value for the script. Unknown types are undefined, or an <see cref="ArgumentException"/> when the host itself gave them.</summary>
    public static JsValue ToScript(Realm realm, object? value, bool throwing = false)
    {
        switch (value)
        {
            case null or DBNull:
                return JsValue.Null;
            case string text:
                return JsValue.Of(text);
            case double number:
                return JsValue.Of(number);
            case bool boolean:
                return JsValue.Of(boolean);
            case int or long or float or decimal or short or byte or uint or ulong or ushort or sbyte:
                return JsValue.Of(Convert.ToDouble(value, CultureInfo.InvariantCulture));
            case char c:
                return JsValue.Of(c.ToString());
            case JsonElement element:
                return JsonValues.ToScript(realm, element);
            case JsonDocument document:
                return JsonValues.ToScript(realm, document.RootElement);
            case JsonObject node:
                return JsValue.Of(new JsonNodeObject(realm, node));
            case JsonArray list:
                return JsValue.Of(new HostList(realm, new JsonNodeList(list)));
            case JsonValue leaf:
                return JsonValues.ToScript(realm, leaf);
            case DateTimeOffset moment:
                return JsValue.Of(DateBuiltIns.Create(realm, moment.ToUnixTimeMilliseconds()));
            case DateTime moment:
                return JsValue.Of(DateBuiltIns.Create(realm, Milliseconds(moment)));
            case DateOnly day:
                return JsValue.Of(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            case TimeOnly or TimeSpan or Guid or Enum or Uri or Version:
                return JsValue.Of(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
            case HostFunction function:
                return JsValue.Of(new HostFunctionObject(realm, function));
            case Delegate function:
                return JsValue.Of(new HostFunctionObject(realm, DelegateBinder.Bind(function)));
            case IDictionary<string, object?> dictionary:
                return JsValue.Of(new HostDictionary(realm, dictionary));
            case IReadOnlyDictionary<string, object?> dictionary:
                return JsValue.Of(new HostDictionary(realm, new ReadOnlyView(dictionary)));
            case IDictionary dictionary:
                return JsValue.Of(new HostDictionary(realm, new UntypedView(dictionary)));
            case IList list:
                return JsValue.Of(new HostList(realm, list));
            case IEnumerable items when IsSafeSequence(items):
                return JsValue.Of(new HostList(realm, items.Cast<object?>().ToArray()));
            default:
                if (PlainTypes.GetOrAdd(value.GetType(), IsPlain))
                {
                    return JsValue.Of(new HostObject(realm, value));
                }

                return throwing ? throw new ArgumentException($"Scripts cannot use values of type {value.GetType()}.", nameof(value)) : default;
        }
    }

    /// <summary>Converts a script value for the host.</summary>
    public static object? ToHost(Realm realm, in JsValue value) => ToHost(realm, value, 0);

    private static object? ToHost(Realm realm, in JsValue value, int depth)
    {
        switch (value.Kind)
        {
            case Kind.Number:
                return value.Num;
            case Kind.String:
                return value.AsString();
            case Kind.Boolean:
                return value.Num != 0;
            case Kind.Object:
                break;
            default:
                return null;
        }

        var o = (JsObject)value.Ref!;
        if (o.HostValue is { } host)
        {
            return host;
        }

        if (depth > 200)
        {
            throw realm.TypeError("The result is nested too deeply or refers to itself");
        }

        switch (o)
        {
            case JsFunction:
                return null;
            case IPrimitiveHolder holder:
                return ToHost(realm, holder.Primitive, depth);
            case DateObject date:
                return double.IsNaN(date.Time) ? null : DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Clamp(date.Time, -62135596800000d, 253402300799999d));
            case RegExpObject regex:
                return regex.ToString();
            case CollectionObject collection:
                return CollectionToHost(realm, collection, depth);
        }

        return o.IsArray ? ArrayToHost(realm, o, depth) : ObjectToHost(realm, o, depth);
    }

    private static List<object?> ArrayToHost(Realm realm, JsObject o, int depth)
    {
        var length = Operators.LengthOf(realm, o);
        realm.Charge((long)length * 8);
        var list = new List<object?>();
        for (uint i = 0; i < length; i++)
        {
            realm.Step();
            list.Add(ToHost(realm, o.GetIndex(realm, i), depth + 1));
        }

        return list;
    }

    private static Dictionary<string, object?> ObjectToHost(Realm realm, JsObject o, int depth)
    {
        var result = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (o is ErrorObject)
        {
            result["name"] = ToHost(realm, o.Get(realm, "name"), depth + 1);
            result["message"] = ToHost(realm, o.Get(realm, "message"), depth + 1);
        }

        foreach (var key in o.OwnKeys(realm))
        {
            realm.Step();
            if (key.IsSymbol || !o.TryGetOwn(realm, key, out var own) || !own.Enumerable)
            {
                continue;
            }

            var item = o.Get(realm, key);
            if (!item.IsCallable && !item.IsSymbol)
            {
                realm.Charge(80);
                result[key.ToString()] = ToHost(realm, item, depth + 1);
            }
        }

        return result;
    }

    private static object CollectionToHost(Realm realm, CollectionObject collection, int depth)
    {
        if (!collection.HasValues)
        {
            var items = new List<object?>();
            foreach (var (key, _) in collection.Table.Items())
            {
                realm.Step();
                realm.Charge(16);
                items.Add(ToHost(realm, key, depth + 1));
            }

            return items;
        }

        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in collection.Table.Items())
        {
            realm.Step();
            realm.Charge(80);
            map[key.IsString ? key.AsString() : Operators.Preview(key)] = ToHost(realm, value, depth + 1);
        }

        return map;
    }

    public static double Milliseconds(DateTime moment)
    {
        var utc = moment.Kind == DateTimeKind.Local ? moment.ToUniversalTime() : DateTime.SpecifyKind(moment, DateTimeKind.Utc);
        return Math.Floor((utc - DateTime.UnixEpoch).TotalMilliseconds);
    }

    /// <summary>Sequences that are data; anything of the framework that merely can be enumerated stays out.</summary>
    private static bool IsSafeSequence(IEnumerable items) =>
        items.GetType().Namespace is { } space && space.StartsWith("System.Collections", StringComparison.Ordinal) || items.GetType().Namespace == "System.Linq";

    /// <summary>
    /// A plain object is of a type of the application, not of the framework: a property of a framework object can lead to reflection,
    /// files and processes, a record of the application cannot lead further than to other values that are checked again.
    /// </summary>
    private static bool IsPlain(Type type)
    {
        if (type.IsPointer || type.IsByRefLike || typeof(Exception).IsAssignableFrom(type) || typeof(IDisposable).IsAssignableFrom(type))
        {
            return false;
        }

        for (var t = type; t is not null && t != typeof(object) && t != typeof(ValueType); t = t.BaseType)
        {
            if (IsFramework(t))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsFramework(Type type)
    {
        var name = type.Assembly.GetName().Name ?? "";
        return !type.IsGenericType && name is "System" or "mscorlib" or "netstandard" ||
            name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal) || type.Assembly == typeof(HostValues).Assembly;
    }
}
