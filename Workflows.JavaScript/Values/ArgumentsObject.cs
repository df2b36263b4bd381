namespace Workflows.JavaScript.Values;

/// <summary>The arguments object (ECMA-262 10.4.4). In sloppy functions with plain parameters it shares the parameters' variables.</summary>
internal sealed class ArgumentsObject : JsObject
{
    private readonly (JsValue[] Values, int Slot)?[]? _map;

    public ArgumentsObject(Realm realm, ReadOnlySpan<JsValue> arguments, bool strict, JsFunction callee, Func<int, (JsValue[] Values, int Slot)?>? map)
        : base(realm.ObjectPrototype)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            Add(PropertyKey.Of((uint)i), arguments[i], Attributes.All);
        }

        Add("length", JsValue.Of(arguments.Length), Attributes.Hidden);
        Add(JsSymbol.Iterator, realm.ArrayValues, Attributes.Hidden);
        if (strict)
        {
            var thrower = realm.ThrowTypeError;
            Add("callee", JsValue.Internal(new Accessor(thrower, thrower)), Attributes.Accessor);
        }
        else
        {
            Add("callee", JsValue.Of(callee), Attributes.Hidden);
        }

        if (map is not null)
        {
            Exotic = true;
            _map = new (JsValue[], int)?[arguments.Length];
            for (var i = 0; i < arguments.Length; i++)
            {
                _map[i] = map(i);
            }
        }
    }

    public override string ClassName => "Arguments";

    public override bool TryRead(Realm realm, in PropertyKey key, in JsValue receiver, out JsValue value)
    {
        if (Mapped(key) is { } place)
        {
            value = place.Values[place.Slot];
            return true;
        }

        return base.TryRead(realm, key, receiver, out value);
    }

    public override bool TryGetOwn(Realm realm, in PropertyKey key, out Descriptor descriptor)
    {
        if (!base.TryGetOwn(realm, key, out descriptor))
        {
            return false;
        }

        if (Mapped(key) is { } place)
        {
            descriptor.Value = place.Values[place.Slot];
        }

        return true;
    }

    public override bool Set(Realm realm, in PropertyKey key, in JsValue value, in JsValue receiver)
    {
        if (ReferenceEquals(receiver.Ref, this) && Mapped(key) is { } place && base.TryGetOwn(realm, key, out var own) && own.Writable)
        {
            place.Values[place.Slot] = value;
        }

        return base.Set(realm, key, value, receiver);
    }

    public override bool Define(Realm realm, in PropertyKey key, in Descriptor descriptor)
    {
        var place = Mapped(key);
        var wanted = descriptor;
        if (place is { } current && !descriptor.IsAccessor && !descriptor.HasValue && descriptor is { HasWritable: true, Writable: false })
        {
            wanted.HasValue = true;
            wanted.Value = current.Values[current.Slot];
        }

        if (place is { } old && wanted is { HasValue: false, IsAccessor: false })
        {
            SetSlot(Find(key), old.Values[old.Slot]);
        }

        if (!base.Define(realm, key, wanted))
        {
            return false;
        }

        if (place is { } mapped)
        {
            if (descriptor.IsAccessor)
            {
                _map![key.Index] = null;
            }
            else
            {
                if (descriptor.HasValue)
                {
                    mapped.Values[mapped.Slot] = descriptor.Value;
                }

                if (descriptor is { HasWritable: true, Writable: false })
                {
                    _map![key.Index] = null;
                }
            }
        }

        return true;
    }

    public override bool Delete(Realm realm, in PropertyKey key)
    {
        var mapped = Mapped(key) is not null;
        var done = base.Delete(realm, key);
        if (done && mapped)
        {
            _map![key.Index] = null;
        }

        return done;
    }

    private (JsValue[] Values, int Slot)? Mapped(in PropertyKey key) =>
        _map is not null && key.IsIndex && key.Index < _map.Length ? _map[key.Index] : null;
}
