using System.Collections;

namespace Workflows.JavaScript.Hosting;

/// <summary>A list of the host, seen as an array: generic array functions work on it, and growable lists take what scripts append.</summary>
internal sealed class HostList : JsObject
{
    private readonly Realm _realm;
    private readonly IList _source;
    private Dictionary<int, (object? Source, JsValue Value)>? _wrapped;

    public HostList(Realm realm, IList source)
        : base(realm.ArrayPrototype)
    {
        Exotic = true;
        _realm = realm;
        _source = source;
        realm.Charge(160);
    }

    public override string ClassName => "Array";

    public override bool IsArray => true;

    public override object? HostValue => _source is JsonNodeList nodes ? nodes.Source : _source;

    public override JsValue GetIndex(Realm realm, uint index) =>
        index < _source.Count ? Wrap((int)index) : Get(realm, PropertyKey.Of(index), JsValue.Of(this));

    public override bool TryRead(Realm realm, in PropertyKey key, in JsValue receiver, out JsValue value)
    {
        if (key.IsIndex)
        {
            value = key.Index < _source.Count ? Wrap((int)key.Index) : default;
            return key.Index < _source.Count;
        }

        if (key.Ref is "length")
        {
            value = JsValue.Of(_source.Count);
            return true;
        }

        return base.TryRead(realm, key, receiver, out value);
    }

    public override bool TryGetOwn(Realm realm, in PropertyKey key, out Descriptor descriptor)
    {
        if ((key.IsIndex || key.Ref is "length") && TryRead(realm, key, default, out var value))
        {
            descriptor = Descriptor.Data(value, key.IsIndex ? Attributes.All : Attributes.Writable);
            return true;
        }

        return base.TryGetOwn(realm, key, out descriptor);
    }

    public override bool HasOwn(Realm realm, in PropertyKey key) => TryGetOwn(realm, key, out _);

    public override bool Define(Realm realm, in PropertyKey key, in Descriptor descriptor)
    {
        if (key.Ref is "length")
        {
            return SetLength(Operators.ToNumber(realm, descriptor.Value));
        }

        if (!key.IsIndex)
        {
            return base.Define(realm, key, descriptor);
        }

        if (_source.IsReadOnly || descriptor.IsAccessor || key.Index > _source.Count || (_source.IsFixedSize && key.Index >= _source.Count))
        {
            return false;
        }

        realm.Charge(16);
        try
        {
            var item = HostValues.ToHost(realm, descriptor.Value);
            if (key.Index == _source.Count)
            {
                _source.Add(item);
            }
            else
            {
                _source[(int)key.Index] = item;
            }

            return true;
        }
        catch (Exception error) when (error is ArgumentException or InvalidCastException or NotSupportedException or NullReferenceException)
        {
            // A typed list takes its own kind of item only.
            return false;
        }
    }

    public override bool Delete(Realm realm, in PropertyKey key)
    {
        if (key.Ref is "length" || (key.IsIndex && key.Index < _source.Count))
        {
            return key.IsIndex && key.Index == _source.Count - 1 && SetLength(_source.Count - 1);
        }

        return base.Delete(realm, key);
    }

    public override void CollectKeys(Realm realm, List<PropertyKey> keys)
    {
        realm.Steps(_source.Count >> 4);
        realm.Charge(_source.Count * 16L);
        for (uint i = 0; i < _source.Count; i++)
        {
            keys.Add(PropertyKey.Of(i));
        }

        keys.Add("length");
        CollectTable(realm, keys);
    }

    private bool SetLength(double length)
    {
        if (length == _source.Count)
        {
            return true;
        }

        if (_source.IsReadOnly || _source.IsFixedSize || length > _source.Count)
        {
            return false;
        }

        while (_source.Count > length)
        {
            _source.RemoveAt(_source.Count - 1);
        }

        return true;
    }

    private JsValue Wrap(int index)
    {
        var raw = _source[index];
        if (raw is null or string or bool or double or int)
        {
            return HostValues.ToScript(_realm, raw);
        }

        if (_wrapped is not null && _wrapped.TryGetValue(index, out var known) && (ReferenceEquals(known.Source, raw) || (raw is ValueType && Equals(known.Source, raw))))
        {
            return known.Value;
        }

        var value = HostValues.ToScript(_realm, raw);
        (_wrapped ??= [])[index] = (raw, value);
        return value;
    }
}
