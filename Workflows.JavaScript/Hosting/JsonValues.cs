using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workflows.JavaScript.Hosting;

internal static class JsonValues
{
    public static JsValue ToScript(Realm realm, in JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return realm.Text(element.GetString()!);
            case JsonValueKind.Number:
                return JsValue.Of(Number(element));
            case JsonValueKind.True:
                return JsValue.True;
            case JsonValueKind.False:
                return JsValue.False;
            case JsonValueKind.Object:
                return JsValue.Of(new JsonElementObject(realm, element));
            case JsonValueKind.Array:
                return JsValue.Of(Array(realm, element));
            case JsonValueKind.Null:
                return JsValue.Null;
            default:
                return default;
        }
    }

    public static JsValue ToScript(Realm realm, JsonValue leaf) => leaf.GetValueKind() switch
    {
        JsonValueKind.String => JsValue.Of(leaf.ToString()),
        JsonValueKind.Number => JsValue.Of(double.Parse(leaf.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture)),
        JsonValueKind.True => JsValue.True,
        JsonValueKind.False => JsValue.False,
        _ => JsValue.Null,
    };

    /// <summary>Short whole numbers, by far the most common, are read from their digits.</summary>
    private static double Number(in JsonElement element)
    {
        var digits = JsonMarshal.GetRawUtf8Value(element);
        if (digits.Length <= 9)
        {
            var value = 0;
            foreach (var digit in digits)
            {
                if (digit is < (byte)'0' or > (byte)'9')
                {
                    return element.GetDouble();
                }

                value = (value * 10) + (digit - '0');
            }

            return value;
        }

        return element.GetDouble();
    }

    /// <summary>
    /// The array itself becomes a script array, because a JSON text has no random access; its objects stay lazy.
    /// </summary>
    private static JsArray Array(Realm realm, in JsonElement element)
    {
        var items = new JsValue[element.GetArrayLength()];
        realm.Steps(items.Length >> 2);
        realm.Charge(64 + (items.Length * 16L));
        var i = 0;
        foreach (var item in element.EnumerateArray())
        {
            items[i++] = ToScript(realm, item);
        }

        return new JsArray(realm.ArrayPrototype, items, items.Length);
    }
}

/// <summary>
/// An object of a JSON document, read in place. The first write copies its members into an ordinary table, so that scripts may change
/// what they see and the document stays as it is.
/// </summary>
internal sealed class JsonElementObject : JsObject
{
    /// <summary>Each reading of a text makes a string; longer ones are made once.</summary>
    private const int KeptTextLength = 32;
    private readonly JsonElement _source;
    private readonly Realm _realm;
    private bool _copied;

    public JsonElementObject(Realm realm, in JsonElement source)
        : base(realm.ObjectPrototype)
    {
        Exotic = true;
        _source = source;
        _realm = realm;
        realm.Charge(104);
    }

    public override object? HostValue => _copied ? null : _source;

    public override bool TryRead(Realm realm, in PropertyKey key, in JsValue receiver, out JsValue value)
    {
        if (_copied)
        {
            return base.TryRead(realm, key, receiver, out value);
        }

        if (PropertyCount > 0)
        {
            // Objects and arrays were put into the table when they were first read, so that they stay the same object; long texts to save work.
            var at = FindExisting(key);
            if (at >= 0)
            {
                value = Slot(at).Value;
                return true;
            }
        }

        if (key.IsSymbol || !TryFind(key, out var member))
        {
            value = default;
            return false;
        }

        value = JsonValues.ToScript(realm, member);
        if (value.IsObject || (value.IsString && value.StringLength > KeptTextLength))
        {
            Add(key, value, Attributes.All);
        }

        return true;
    }

    public override bool TryGetOwn(Realm realm, in PropertyKey key, out Descriptor descriptor)
    {
        if (_copied)
        {
            return base.TryGetOwn(realm, key, out descriptor);
        }

        var found = TryRead(realm, key, default, out var value);
        descriptor = found ? Descriptor.Data(value, Attributes.All) : default;
        return found;
    }

    public override bool HasOwn(Realm realm, in PropertyKey key) =>
        _copied ? base.HasOwn(realm, key) : !key.IsSymbol && _source.TryGetProperty(key.ToString(), out _);

    public override bool Define(Realm realm, in PropertyKey key, in Descriptor descriptor)
    {
        Copy();
        return base.Define(realm, key, descriptor);
    }

    public override bool Delete(Realm realm, in PropertyKey key)
    {
        Copy();
        return base.Delete(realm, key);
    }

    public override bool PreventExtensions(Realm realm)
    {
        Copy();
        return base.PreventExtensions(realm);
    }

    public override void CollectKeys(Realm realm, List<PropertyKey> keys)
    {
        Copy();
        CollectTable(realm, keys);
    }

    private bool TryFind(in PropertyKey key, out JsonElement member)
    {
        var name = key.ToString();
        if (name.Length > 40)
        {
            return _source.TryGetProperty(name, out member);
        }

        Span<byte> bytes = stackalloc byte[128];
        var length = Encoding.UTF8.GetBytes(name, bytes);
        return _source.TryGetProperty(bytes[..length], out member);
    }

    private void Copy()
    {
        if (_copied)
        {
            return;
        }

        _copied = true;
        Dictionary<PropertyKey, JsValue>? wrapped = null;
        var known = new List<PropertyKey>();
        CollectTable(_realm, known);
        foreach (var key in known)
        {
            var at = FindExisting(key);
            (wrapped ??= [])[key] = Slot(at).Value;
            Remove(at);
        }

        foreach (var member in _source.EnumerateObject())
        {
            _realm.Step();
            _realm.Charge(40);
            var key = PropertyKey.Of(member.Name);
            var value = wrapped is not null && wrapped.TryGetValue(key, out var same) ? same : JsonValues.ToScript(_realm, member.Value);
            var at = FindExisting(key);
            if (at >= 0)
            {
                Slot(at).Value = value;
            }
            else
            {
                Add(key, value, Attributes.All);
            }
        }
    }
}

/// <summary>A mutable JSON object; what the script assigns is written into it.</summary>
internal sealed class JsonNodeObject(Realm realm, JsonObject source) : HostBacked(realm)
{
    public override object? HostValue => source;

    protected override bool TryHost(string name, out object? value)
    {
        var found = source.TryGetPropertyValue(name, out var node);
        value = node;
        return found;
    }

    protected override bool Assign(string name, in JsValue value)
    {
        source[name] = JsonNodeList.ToNode(Unwrap(value));
        return true;
    }

    protected override bool Drop(string name) => source.Remove(name);

    protected override IEnumerable<string> Names() => [.. source.Select(p => p.Key)];
}

/// <summary>Lets a JSON array be used as a list.</summary>
internal sealed class JsonNodeList(JsonArray source) : IList
{
    public JsonArray Source => source;

    public int Count => source.Count;

    public bool IsFixedSize => false;

    public bool IsReadOnly => false;

    public bool IsSynchronized => false;

    public object SyncRoot => source;

    public object? this[int index]
    {
        get => source[index];
        set => source[index] = ToNode(value);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Only dictionaries, lists and primitive values arrive here.")]
    public static JsonNode? ToNode(object? value) => value switch
    {
        null => null,
        JsonNode node => node.Parent is null ? node : node.DeepClone(),
        _ => JsonSerializer.SerializeToNode(value),
    };

    public int Add(object? value)
    {
        source.Add(ToNode(value));
        return source.Count - 1;
    }

    public void Clear() => source.Clear();

    public bool Contains(object? value) => IndexOf(value) >= 0;

    public void CopyTo(Array array, int index) => ((ICollection)source.ToArray()).CopyTo(array, index);

    public IEnumerator GetEnumerator() => source.GetEnumerator();

    public int IndexOf(object? value) => value is JsonNode node ? source.IndexOf(node) : -1;

    public void Insert(int index, object? value) => source.Insert(index, ToNode(value));

    public void Remove(object? value)
    {
        if (value is JsonNode node)
        {
            source.Remove(node);
        }
    }

    public void RemoveAt(int index) => source.RemoveAt(index);
}
