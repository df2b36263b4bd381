namespace Workflows.JavaScript.BuiltIns;

/// <summary>Set.prototype.union and its relatives (ECMA-262 2025, 24.2.4).</summary>
internal static partial class CollectionBuiltIns
{
    /// <summary>The other operand: anything with size, has and keys.</summary>
    private sealed class SetRecord
    {
        private readonly Realm _realm;
        private readonly JsValue _set;
        private readonly JsFunction _has;
        private readonly JsFunction _keys;

        public SetRecord(Realm realm, in JsValue value)
        {
            _realm = realm;
            _set = value;
            if (value.Ref is not JsObject o)
            {
                throw realm.TypeError($"{Operators.Preview(value)} is not a set");
            }

            var size = Operators.ToNumber(realm, o.Get(realm, "size"));
            if (double.IsNaN(size))
            {
                throw realm.TypeError("The 'size' property must be a number");
            }

            Size = Math.Truncate(size);
            if (Size < 0)
            {
                throw realm.RangeError("The 'size' property must not be negative");
            }

            _has = o.Get(realm, "has").AsFunction() ?? throw realm.TypeError("The 'has' property must be a function");
            _keys = o.Get(realm, "keys").AsFunction() ?? throw realm.TypeError("The 'keys' property must be a function");
        }

        public double Size { get; }

        public bool Has(in JsValue value) => Operators.ToBoolean(_has.Call(_realm, _set, [value]));

        public Iteration Keys() => _keys.Call(_realm, _set, []).Ref is JsObject iterator
            ? Iteration.Over(_realm, iterator)
            : throw _realm.TypeError("keys did not return an object");
    }

    private static CollectionObject NewSet(Realm realm)
    {
        realm.Charge(250);
        return new CollectionObject(realm[Intrinsic.SetPrototype], false);
    }

    private static CollectionObject Copy(Realm realm, CollectionObject source)
    {
        var copy = NewSet(realm);
        foreach (var (key, _) in source.Table.Items())
        {
            realm.Step();
            copy.Table.Set(realm, key, key);
        }

        return copy;
    }

    private static JsValue Union(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var set = Set(realm, self);
        var keys = new SetRecord(realm, a.At(0)).Keys();
        var result = Copy(realm, set);
        while (keys.MoveNext(out var key))
        {
            result.Table.Set(realm, key, key);
        }

        return JsValue.Of(result);
    }

    private static JsValue Intersection(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var set = Set(realm, self);
        var other = new SetRecord(realm, a.At(0));
        var result = NewSet(realm);
        if (set.Table.Size <= other.Size)
        {
            var position = 0;
            while (set.Table.Next(ref position, out var key, out _))
            {
                realm.Step();
                if (other.Has(key))
                {
                    result.Table.Set(realm, key, key);
                }
            }
        }
        else
        {
            var keys = other.Keys();
            while (keys.MoveNext(out var key))
            {
                if (set.Table.Has(key))
                {
                    result.Table.Set(realm, key, key);
                }
            }
        }

        return JsValue.Of(result);
    }

    private static JsValue Difference(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var set = Set(realm, self);
        var other = new SetRecord(realm, a.At(0));
        var result = Copy(realm, set);
        if (set.Table.Size <= other.Size)
        {
            var position = 0;
            while (set.Table.Next(ref position, out var key, out _))
            {
                realm.Step();
                if (other.Has(key))
                {
                    result.Table.Delete(key);
                }
            }
        }
        else
        {
            var keys = other.Keys();
            while (keys.MoveNext(out var key))
            {
                result.Table.Delete(key);
            }
        }

        return JsValue.Of(result);
    }

    private static JsValue SymmetricDifference(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var set = Set(realm, self);
        var keys = new SetRecord(realm, a.At(0)).Keys();
        var result = Copy(realm, set);
        while (keys.MoveNext(out var key))
        {
            if (set.Table.Has(key))
            {
                result.Table.Delete(key);
            }
            else
            {
                result.Table.Set(realm, key, key);
            }
        }

        return JsValue.Of(result);
    }

    private static JsValue IsSubsetOf(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var set = Set(realm, self);
        var other = new SetRecord(realm, a.At(0));
        if (set.Table.Size > other.Size)
        {
            return JsValue.False;
        }

        var position = 0;
        while (set.Table.Next(ref position, out var key, out _))
        {
            realm.Step();
            if (!other.Has(key))
            {
                return JsValue.False;
            }
        }

        return JsValue.True;
    }

    private static JsValue IsSupersetOf(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var set = Set(realm, self);
        var other = new SetRecord(realm, a.At(0));
        if (set.Table.Size < other.Size)
        {
            return JsValue.False;
        }

        var keys = other.Keys();
        while (keys.MoveNext(out var key))
        {
            if (!set.Table.Has(key))
            {
                keys.Close();
                return JsValue.False;
            }
        }

        return JsValue.True;
    }

    private static JsValue IsDisjointFrom(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var set = Set(realm, self);
        var other = new SetRecord(realm, a.At(0));
        if (set.Table.Size <= other.Size)
        {
            var position = 0;
            while (set.Table.Next(ref position, out var key, out _))
            {
                realm.Step();
                if (other.Has(key))
                {
                    return JsValue.False;
                }
            }

            return JsValue.True;
        }

        var keys = other.Keys();
        while (keys.MoveNext(out var key))
        {
            if (set.Table.Has(key))
            {
                keys.Close();
                return JsValue.False;
            }
        }

        return JsValue.True;
    }
}
