namespace Workflows.JavaScript.BuiltIns;

internal static partial class CollectionBuiltIns
{
    public static readonly Template Statics = new Template()
        .Getter(JsSymbol.Species, "[Symbol.species]", static (_, self, _) => self);

    public static readonly Template MapStatics = new Template()
        .Method("groupBy", 2, GroupBy)
        .Getter(JsSymbol.Species, "[Symbol.species]", static (_, self, _) => self);

    public static readonly Template MapPrototype = new Template()
        .Value("constructor", r => JsValue.Of(r[Intrinsic.Map]))
        .Method("clear", 0, static (r, self, _) => Clear(Map(r, self)))
        .Method("delete", 1, static (r, self, a) => JsValue.Of(Map(r, self).Table.Delete(a.At(0))))
        .Value("entries", r => r.Shared("entries", 0, MapEntries))
        .Method("forEach", 1, static (r, self, a) => ForEach(r, Map(r, self), self, a))
        .Method("get", 1, static (r, self, a) => Map(r, self).Table.Get(a.At(0)))
        .Method("has", 1, static (r, self, a) => JsValue.Of(Map(r, self).Table.Has(a.At(0))))
        .Method("keys", 0, static (r, self, _) => Iterate(r, Map(r, self), IterationKind.Keys))
        .Method("set", 2, static (r, self, a) =>
        {
            Map(r, self).Table.Set(r, a.At(0), a.At(1));
            return self;
        })
        .Getter("size", "size", static (r, self, _) => JsValue.Of(Map(r, self).Table.Size))
        .Method("values", 0, static (r, self, _) => Iterate(r, Map(r, self), IterationKind.Values))
        .Value(JsSymbol.Iterator, r => r.Shared("entries", 0, MapEntries))
        .Constant(JsSymbol.ToStringTag, JsValue.Of("Map"), Attributes.Configurable);

    public static readonly Template SetPrototype = new Template()
        .Value("constructor", r => JsValue.Of(r[Intrinsic.Set]))
        .Method("add", 1, static (r, self, a) =>
        {
            Set(r, self).Table.Set(r, a.At(0), a.At(0));
            return self;
        })
        .Method("clear", 0, static (r, self, _) => Clear(Set(r, self)))
        .Method("delete", 1, static (r, self, a) => JsValue.Of(Set(r, self).Table.Delete(a.At(0))))
        .Method("difference", 1, Difference)
        .Method("entries", 0, static (r, self, _) => Iterate(r, Set(r, self), IterationKind.Entries))
        .Method("forEach", 1, static (r, self, a) => ForEach(r, Set(r, self), self, a))
        .Method("has", 1, static (r, self, a) => JsValue.Of(Set(r, self).Table.Has(a.At(0))))
        .Method("intersection", 1, Intersection)
        .Method("isDisjointFrom", 1, IsDisjointFrom)
        .Method("isSubsetOf", 1, IsSubsetOf)
        .Method("isSupersetOf", 1, IsSupersetOf)
        .Value("keys", r => r.Shared("values", 0, SetValues))
        .Getter("size", "size", static (r, self, _) => JsValue.Of(Set(r, self).Table.Size))
        .Method("symmetricDifference", 1, SymmetricDifference)
        .Method("union", 1, Union)
        .Value("values", r => r.Shared("values", 0, SetValues))
        .Value(JsSymbol.Iterator, r => r.Shared("values", 0, SetValues))
        .Constant(JsSymbol.ToStringTag, JsValue.Of("Set"), Attributes.Configurable);

    public static JsValue ConstructMap(Realm realm, ReadOnlySpan<JsValue> a, JsObject? newTarget)
    {
        if (newTarget is null)
        {
            throw realm.TypeError("Constructor Map requires 'new'");
        }

        realm.Charge(250);
        var map = new CollectionObject(realm.PrototypeFor(newTarget, Intrinsic.MapPrototype), true);
        if (!a.At(0).IsNullish)
        {
            var self = JsValue.Of(map);
            var adder = map.Get(realm, "set").AsFunction() ?? throw realm.TypeError("'set' is not a function");
            ForEachEntry(realm, a.At(0), (key, value) => adder.Call(realm, self, [key, value]));
        }

        return JsValue.Of(map);
    }

    public static JsValue ConstructSet(Realm realm, ReadOnlySpan<JsValue> a, JsObject? newTarget)
    {
        if (newTarget is null)
        {
            throw realm.TypeError("Constructor Set requires 'new'");
        }

        realm.Charge(250);
        var set = new CollectionObject(realm.PrototypeFor(newTarget, Intrinsic.SetPrototype), false);
        if (!a.At(0).IsNullish)
        {
            var self = JsValue.Of(set);
            var adder = set.Get(realm, "add").AsFunction() ?? throw realm.TypeError("'add' is not a function");
            var iteration = Iteration.Of(realm, a.At(0));
            while (iteration.MoveNext(out var item))
            {
                ThrowException? failure = null;
                try
                {
                    adder.Call(realm, self, [item]);
                }
                catch (ThrowException thrown)
                {
                    failure = thrown;
                }

                if (failure is not null)
                {
                    throw iteration.Abandon(failure);
                }
            }
        }

        return JsValue.Of(set);
    }

    /// <summary>Walks an iterable of two-element entries.</summary>
    public static void ForEachEntry(Realm realm, in JsValue source, Action<JsValue, JsValue> use)
    {
        var iteration = Iteration.Of(realm, source);
        while (iteration.MoveNext(out var item))
        {
            ThrowException? failure = null;
            try
            {
                if (item.Ref is not JsObject entry)
                {
                    throw realm.TypeError($"Iterator value {Operators.Preview(item)} is not an entry object");
                }

                var key = entry.GetIndex(realm, 0);
                use(key, entry.GetIndex(realm, 1));
            }
            catch (ThrowException thrown)
            {
                failure = thrown;
            }

            if (failure is not null)
            {
                throw iteration.Abandon(failure);
            }
        }
    }

    private static CollectionObject Map(Realm realm, in JsValue self) => self.Ref is CollectionObject { HasValues: true } map
        ? map
        : throw realm.TypeError("Method of Map.prototype was called on a value that is not a Map");

    private static CollectionObject Set(Realm realm, in JsValue self) => self.Ref is CollectionObject { HasValues: false } set
        ? set
        : throw realm.TypeError("Method of Set.prototype was called on a value that is not a Set");

    private static JsValue Clear(CollectionObject collection)
    {
        collection.Table.Clear();
        return default;
    }

    private static JsValue MapEntries(Realm realm, JsValue self, ReadOnlySpan<JsValue> a) => Iterate(realm, Map(realm, self), IterationKind.Entries);

    private static JsValue SetValues(Realm realm, JsValue self, ReadOnlySpan<JsValue> a) => Iterate(realm, Set(realm, self), IterationKind.Values);

    private static JsValue Iterate(Realm realm, CollectionObject collection, IterationKind kind)
    {
        realm.Charge(100);
        return JsValue.Of(new CollectionIterator(
            realm[collection.HasValues ? Intrinsic.MapIteratorPrototype : Intrinsic.SetIteratorPrototype], collection, kind));
    }

    private static JsValue ForEach(Realm realm, CollectionObject collection, in JsValue self, ReadOnlySpan<JsValue> a)
    {
        var callback = a.Callback(realm, 0);
        var position = 0;
        while (collection.Table.Next(ref position, out var key, out var value))
        {
            realm.Step();
            callback.Call(realm, a.At(1), [collection.HasValues ? value : key, key, self]);
        }

        return default;
    }

    private static JsValue GroupBy(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var callback = a.Callback(realm, 1);
        realm.Charge(250);
        var map = new CollectionObject(realm[Intrinsic.MapPrototype], true);
        var iteration = Iteration.Of(realm, a.At(0));
        var position = 0;
        while (iteration.MoveNext(out var item))
        {
            JsValue key = default;
            ThrowException? failure = null;
            try
            {
                key = callback.Call(realm, default, [item, JsValue.Of(position++)]);
            }
            catch (ThrowException thrown)
            {
                failure = thrown;
            }

            if (failure is not null)
            {
                throw iteration.Abandon(failure);
            }

            if (map.Table.Get(key).Ref is not JsArray group)
            {
                group = realm.NewArray([]);
                map.Table.Set(realm, key, JsValue.Of(group));
            }

            group.Append(realm, item);
        }

        return JsValue.Of(map);
    }
}
