namespace Workflows.JavaScript.Values;

internal partial class JsObject
{
    /// <summary>Defines an own property and keeps the invariants of ECMA-262 10.1.6.3; false when it is refused.</summary>
    public virtual bool Define(Realm realm, in PropertyKey key, in Descriptor descriptor)
    {
        var at = Find(key);
        if (at < 0)
        {
            if (!Extensible)
            {
                return false;
            }

            realm.Charge(BytesPerProperty);
            Add(key, ValueOf(descriptor), descriptor.ToAttributes());
            return true;
        }

        var current = Descriptor.Of(_properties[at]);
        if (!IsCompatible(descriptor, current))
        {
            return false;
        }

        var merged = Merge(descriptor, current);
        ref var property = ref _properties[at];
        property.Value = ValueOf(merged);
        property.Attributes = merged.ToAttributes();
        return true;
    }

    /// <summary>Sorts as bare numbers: with a comparer a million keys would take longer than a time limit may be exceeded.</summary>
    private static void SortIndices(List<PropertyKey> keys, int start)
    {
        var indices = new uint[keys.Count - start];
        var sorted = true;
        for (var i = 0; i < indices.Length; i++)
        {
            indices[i] = keys[start + i].Index;
            sorted &= i == 0 || indices[i - 1] < indices[i];
        }

        if (sorted)
        {
            return;
        }

        Array.Sort(indices);
        for (var i = 0; i < indices.Length; i++)
        {
            keys[start + i] = PropertyKey.Of(indices[i]);
        }
    }

    protected static JsValue ValueOf(in Descriptor descriptor) => descriptor.IsAccessor
        ? JsValue.Internal(new Accessor(descriptor.Get, descriptor.Set))
        : descriptor.Value;

    protected static bool IsCompatible(in Descriptor wanted, in Descriptor current)
    {
        if (current.Configurable)
        {
            return true;
        }

        if ((wanted.HasConfigurable && wanted.Configurable) || (wanted.HasEnumerable && wanted.Enumerable != current.Enumerable))
        {
            return false;
        }

        if (!wanted.IsAccessor && !wanted.IsData)
        {
            return true;
        }

        if (wanted.IsAccessor != current.IsAccessor)
        {
            return false;
        }

        if (current.IsAccessor)
        {
            return (!wanted.HasGet || ReferenceEquals(wanted.Get, current.Get)) && (!wanted.HasSet || ReferenceEquals(wanted.Set, current.Set));
        }

        return current.Writable ||
            (!(wanted.HasWritable && wanted.Writable) && (!wanted.HasValue || Operators.SameValue(wanted.Value, current.Value)));
    }

    protected static Descriptor Merge(in Descriptor wanted, in Descriptor current)
    {
        var merged = wanted.IsAccessor == current.IsAccessor || (!wanted.IsAccessor && !wanted.IsData)
            ? current
            : new Descriptor { Enumerable = current.Enumerable, Configurable = current.Configurable };
        if (wanted.IsAccessor)
        {
            merged.HasGet = merged.HasSet = true;
        }

        merged.Value = wanted.HasValue ? wanted.Value : merged.Value;
        merged.Get = wanted.HasGet ? wanted.Get : merged.Get;
        merged.Set = wanted.HasSet ? wanted.Set : merged.Set;
        merged.Writable = wanted.HasWritable ? wanted.Writable : merged.Writable;
        merged.Enumerable = wanted.HasEnumerable ? wanted.Enumerable : merged.Enumerable;
        merged.Configurable = wanted.HasConfigurable ? wanted.Configurable : merged.Configurable;
        return merged;
    }
}
