namespace Workflows.JavaScript.Values;

/// <summary>The internal methods of ECMA-262 10.1, virtual so that arrays, strings, arguments and host objects can differ.</summary>
internal partial class JsObject
{
    /// <summary>How long a prototype chain may be walked; cycles cannot arise, absurd chains can.</summary>
    private const int MaxChain = 10_000;

    public virtual bool TryGetOwn(Realm realm, in PropertyKey key, out Descriptor descriptor)
    {
        var at = Find(key);
        if (at < 0)
        {
            descriptor = default;
            return false;
        }

        descriptor = Descriptor.Of(_properties[at]);
        return true;
    }

    public virtual bool HasOwn(Realm realm, in PropertyKey key) => Find(key) >= 0;

    public bool Has(Realm realm, in PropertyKey key)
    {
        var steps = 0;
        for (var o = this; o is not null; o = o.Prototype)
        {
            if (o.HasOwn(realm, key))
            {
                return true;
            }

            CheckChain(realm, ref steps);
        }

        return false;
    }

    public JsValue Get(Realm realm, in PropertyKey key) => Get(realm, key, JsValue.Of(this));

    public JsValue Get(Realm realm, in PropertyKey key, in JsValue receiver)
    {
        var steps = 0;
        for (var o = this; o is not null; o = o.Prototype)
        {
            if (o.TryRead(realm, key, receiver, out var value))
            {
                return value;
            }

            CheckChain(realm, ref steps);
        }

        return default;
    }

    /// <summary>Reads with a slot hint for the object that holds the property, wherever on the chain it is.</summary>
    public JsValue Get(Realm realm, in PropertyKey key, in JsValue receiver, ref int hint)
    {
        var steps = 0;
        for (var o = this; o is not null; o = o.Prototype)
        {
            if (o.Exotic)
            {
                if (o.TryRead(realm, key, receiver, out var value))
                {
                    return value;
                }
            }
            else if (o._count != 0 || o.Lazy)
            {
                var at = o.Find(key, ref hint);
                if (at >= 0)
                {
                    ref var property = ref o._properties[at];
                    return property.IsAccessor ? ReadAccessor(realm, property, receiver) : property.Value;
                }
            }

            CheckChain(realm, ref steps);
        }

        return default;
    }

    /// <summary>True when own properties are not (only) in the table, so readers must ask the virtual methods.</summary>
    public bool Exotic { get; protected init; }

    /// <summary>Reads an own property, calling its getter; false when there is none.</summary>
    public virtual bool TryRead(Realm realm, in PropertyKey key, in JsValue receiver, out JsValue value)
    {
        var at = Find(key);
        if (at < 0)
        {
            value = default;
            return false;
        }

        ref var property = ref _properties[at];
        value = property.IsAccessor ? ReadAccessor(realm, property, receiver) : property.Value;
        return true;
    }

    protected static JsValue ReadAccessor(Realm realm, in Property property, in JsValue receiver) =>
        ((Accessor)property.Value.Ref!).Get is JsFunction get ? get.Call(realm, receiver, []) : default;

    public virtual JsValue GetIndex(Realm realm, uint index) => Get(realm, PropertyKey.Of(index), JsValue.Of(this));

    public virtual void SetIndex(Realm realm, uint index, in JsValue value, bool strict) =>
        Put(realm, PropertyKey.Of(index), value, strict);

    /// <summary>Assigns; a refusal is a TypeError in strict code and silence elsewhere.</summary>
    public void Put(Realm realm, in PropertyKey key, in JsValue value, bool strict = true)
    {
        if (!Set(realm, key, value, JsValue.Of(this)) && strict)
        {
            throw realm.TypeError($"Cannot assign to read only property '{key}' of object");
        }
    }

    /// <summary>Assignment by name with a slot hint: an existing plain property is written at once.</summary>
    public void Put(Realm realm, in PropertyKey key, in JsValue value, bool strict, ref int hint)
    {
        if (!Exotic)
        {
            var at = Find(key, ref hint);
            if (at >= 0 && (_properties[at].Attributes & (Attributes.Writable | Attributes.Accessor)) == Attributes.Writable)
            {
                _properties[at].Value = value;
                return;
            }
        }

        Put(realm, key, value, strict);
    }

    public virtual bool Set(Realm realm, in PropertyKey key, in JsValue value, in JsValue receiver)
    {
        var steps = 0;
        for (var o = this; o is not null; o = o.Prototype)
        {
            if (o.Exotic && !ReferenceEquals(o, this) && o.SetsItself)
            {
                return o.Set(realm, key, value, receiver);
            }

            if (!o.Exotic)
            {
                var at = o.Find(key);
                if (at >= 0)
                {
                    ref var property = ref o._properties[at];
                    if (property.IsAccessor)
                    {
                        return WriteAccessor(realm, ((Accessor)property.Value.Ref!).Set, value, receiver);
                    }

                    if ((property.Attributes & Attributes.Writable) == 0)
                    {
                        return false;
                    }

                    if (ReferenceEquals(receiver.Ref, o))
                    {
                        property.Value = value;
                        return true;
                    }

                    break;
                }
            }
            else if (o.TryGetOwn(realm, key, out var own))
            {
                if (own.IsAccessor)
                {
                    return WriteAccessor(realm, own.Set, value, receiver);
                }

                if (!own.Writable)
                {
                    return false;
                }

                break;
            }

            CheckChain(realm, ref steps);
        }

        if (receiver.Ref is not JsObject target)
        {
            return false;
        }

        if (target.TryGetOwn(realm, key, out var existing))
        {
            if (existing.IsAccessor || !existing.Writable)
            {
                return false;
            }

            return target.Define(realm, key, new Descriptor { Value = value, HasValue = true });
        }

        return target.Define(realm, key, Descriptor.Data(value, Attributes.All));
    }

    /// <summary>True for objects (host objects) whose own Set decides even when they are prototypes.</summary>
    protected virtual bool SetsItself => false;

    private static bool WriteAccessor(Realm realm, JsObject? set, in JsValue value, in JsValue receiver)
    {
        if (set is not JsFunction function)
        {
            return false;
        }

        function.Call(realm, receiver, [value]);
        return true;
    }

    /// <summary>Deletes an own property; false when it may not be deleted.</summary>
    public virtual bool Delete(Realm realm, in PropertyKey key)
    {
        var at = Find(key);
        if (at < 0)
        {
            return true;
        }

        if ((_properties[at].Attributes & Attributes.Configurable) == 0)
        {
            return false;
        }

        Remove(at);
        return true;
    }

    /// <summary>Own keys in the order of the specification: indices ascending, then names, then symbols.</summary>
    public virtual void CollectKeys(Realm realm, List<PropertyKey> keys) => CollectTable(realm, keys);

    protected void CollectTable(Realm realm, List<PropertyKey> keys)
    {
        if (Lazy)
        {
            MakeAllLazy();
            Lazy = false;
        }

        realm.Steps((_count >> 4) + 1);
        realm.Charge(_count * 16);
        var start = keys.Count;
        var symbols = false;
        for (var i = 0; i < _count; i++)
        {
            ref var property = ref _properties[i];
            if ((property.Attributes & Attributes.Dead) != 0)
            {
                continue;
            }

            if (property.Key is null)
            {
                keys.Add(PropertyKey.Of((uint)property.Hash));
            }
            else
            {
                symbols |= property.Key is JsSymbol;
            }
        }

        SortIndices(keys, start);

        for (var i = 0; i < _count; i++)
        {
            ref var property = ref _properties[i];
            if ((property.Attributes & Attributes.Dead) == 0 && property.Key is string name)
            {
                keys.Add(PropertyKey.Of(name));
            }
        }

        for (var i = 0; symbols && i < _count; i++)
        {
            ref var property = ref _properties[i];
            if ((property.Attributes & Attributes.Dead) == 0 && property.Key is JsSymbol symbol)
            {
                keys.Add(PropertyKey.Of(symbol));
            }
        }
    }

    public List<PropertyKey> OwnKeys(Realm realm)
    {
        var keys = new List<PropertyKey>();
        CollectKeys(realm, keys);
        return keys;
    }

    public virtual bool PreventExtensions(Realm realm)
    {
        Extensible = false;
        return true;
    }

    public virtual bool SetPrototype(Realm realm, JsObject? prototype)
    {
        if (ReferenceEquals(prototype, Prototype))
        {
            return true;
        }

        if (!Extensible)
        {
            return false;
        }

        var steps = 0;
        for (var o = prototype; o is not null; o = o.Prototype)
        {
            if (ReferenceEquals(o, this))
            {
                return false;
            }

            CheckChain(realm, ref steps);
        }

        Prototype = prototype;
        return true;
    }

    /// <summary>Creates or overwrites an own data property with all attributes set, as literals and built-ins do.</summary>
    public void CreateData(Realm realm, in PropertyKey key, in JsValue value)
    {
        if (!Define(realm, key, Descriptor.Data(value, Attributes.All)))
        {
            throw realm.TypeError($"Cannot define property '{key}'");
        }
    }

    public void DefineOrThrow(Realm realm, in PropertyKey key, in Descriptor descriptor)
    {
        if (!Define(realm, key, descriptor))
        {
            throw realm.TypeError(Find(key) >= 0 || !Extensible && Find(key) < 0
                ? $"Cannot redefine property: {key}"
                : $"Cannot define property {key}");
        }
    }

    private static void CheckChain(Realm realm, ref int steps)
    {
        if (++steps > 32)
        {
            realm.Steps(1);
            if (steps > MaxChain)
            {
                throw realm.RangeError("The prototype chain is too long");
            }
        }
    }
}
