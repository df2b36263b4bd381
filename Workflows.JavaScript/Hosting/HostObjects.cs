using System.Collections.Concurrent;
using System.Reflection;

namespace Workflows.JavaScript.Hosting;

/// <summary>
/// An object of the host: own properties are asked from it each time. What the host object does not take, such as symbols, lands in the
/// ordinary table.
/// </summary>
internal abstract class HostBacked : JsObject
{
    private readonly Realm _realm;
    private Dictionary<string, (object? Source, JsValue Value)>? _wrapped;

    protected HostBacked(Realm realm)
        : base(realm.ObjectPrototype)
    {
        Exotic = true;
        _realm = realm;
        realm.Charge(160);
    }

    protected abstract bool TryHost(string name, out object? value);

    /// <summary>Takes an assignment; false when the host object is read-only.</summary>
    protected abstract bool Assign(string name, in JsValue value);

    protected abstract bool Drop(string name);

    protected abstract IEnumerable<string> Names();

    public override bool TryRead(Realm realm, in PropertyKey key, in JsValue receiver, out JsValue value)
    {
        if (!key.IsSymbol && TryHost(key.ToString(), out var raw))
        {
            value = Wrap(key.ToString(), raw);
            return true;
        }

        return base.TryRead(realm, key, receiver, out value);
    }

    public override bool TryGetOwn(Realm realm, in PropertyKey key, out Descriptor descriptor)
    {
        if (!key.IsSymbol && TryHost(key.ToString(), out var raw))
        {
            descriptor = Descriptor.Data(Wrap(key.ToString(), raw), Attributes.All);
            return true;
        }

        return base.TryGetOwn(realm, key, out descriptor);
    }

    public override bool HasOwn(Realm realm, in PropertyKey key) => TryGetOwn(realm, key, out _);

    public override bool Define(Realm realm, in PropertyKey key, in Descriptor descriptor)
    {
        if (key.IsSymbol || descriptor.IsAccessor)
        {
            return base.Define(realm, key, descriptor);
        }

        return Extensible && Assign(key.ToString(), descriptor.Value);
    }

    public override bool Delete(Realm realm, in PropertyKey key) =>
        key.IsSymbol ? base.Delete(realm, key) : !TryHost(key.ToString(), out _) || Drop(key.ToString());

    public override void CollectKeys(Realm realm, List<PropertyKey> keys)
    {
        foreach (var name in Names())
        {
            realm.Step();
            realm.Charge(16);
            keys.Add(PropertyKey.Of(name));
        }

        CollectTable(realm, keys);
    }

    /// <summary>Wraps a nested value once, so that o.a === o.a holds as long as the host keeps the same object there.</summary>
    private JsValue Wrap(string name, object? raw)
    {
        if (raw is null or string or bool or double or int)
        {
            return HostValues.ToScript(_realm, raw);
        }

        if (_wrapped is not null && _wrapped.TryGetValue(name, out var known) && (ReferenceEquals(known.Source, raw) || (raw is ValueType && Equals(known.Source, raw))))
        {
            return known.Value;
        }

        var value = HostValues.ToScript(_realm, raw);
        (_wrapped ??= new(StringComparer.Ordinal))[name] = (raw, value);
        return value;
    }

    protected object? Unwrap(in JsValue value) => HostValues.ToHost(_realm, value);
}

internal sealed class HostDictionary(Realm realm, IDictionary<string, object?> source) : HostBacked(realm)
{
    public override object? HostValue => source switch
    {
        ReadOnlyView view => view.Source,
        UntypedView view => view.Source,
        _ => source,
    };

    protected override bool TryHost(string name, out object? value) => source.TryGetValue(name, out value);

    protected override bool Assign(string name, in JsValue value)
    {
        if (source.IsReadOnly)
        {
            return false;
        }

        source[name] = Unwrap(value);
        return true;
    }

    protected override bool Drop(string name) => !source.IsReadOnly && source.Remove(name);

    protected override IEnumerable<string> Names() => [.. source.Keys];
}

/// <summary>A plain object of the host, seen through its public readable properties; scripts cannot change it.</summary>
internal sealed class HostObject(Realm realm, object source) : HostBacked(realm)
{
    private static readonly ConcurrentDictionary<Type, Dictionary<string, PropertyInfo>> Properties = new();
    private readonly Dictionary<string, PropertyInfo> _properties = Properties.GetOrAdd(source.GetType(), Describe);

    public override object? HostValue => source;

    protected override bool TryHost(string name, out object? value)
    {
        value = null;
        if (!_properties.TryGetValue(name, out var property) &&
            !(name.Length > 0 && char.IsAsciiLetterLower(name[0]) && _properties.TryGetValue(char.ToUpperInvariant(name[0]) + name[1..], out property)))
        {
            return false;
        }

        try
        {
            value = property.GetValue(source);
        }
        catch (TargetInvocationException)
        {
            // A property that throws is as good as absent; its exception must not leak into the script.
            value = null;
        }

        return true;
    }

    protected override bool Assign(string name, in JsValue value) => false;

    protected override bool Drop(string name) => false;

    protected override IEnumerable<string> Names() => _properties.Keys;

    private static Dictionary<string, PropertyInfo> Describe(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.GetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0 && !p.PropertyType.IsByRefLike && !p.PropertyType.IsPointer)
        .GroupBy(p => p.Name, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
}
