namespace Workflows.JavaScript.BuiltIns;

internal static partial class ObjectBuiltIns
{
    public static readonly Template Prototype = new Template()
        .Value("constructor", r => JsValue.Of(r[Intrinsic.Object]))
        .Method("hasOwnProperty", 1, static (r, self, a) =>
        {
            var key = Operators.ToPropertyKey(r, a.At(0));
            return JsValue.Of(Operators.ToObject(r, self).HasOwn(r, key));
        })
        .Method("isPrototypeOf", 1, IsPrototypeOf)
        .Method("propertyIsEnumerable", 1, static (r, self, a) =>
        {
            var key = Operators.ToPropertyKey(r, a.At(0));
            return JsValue.Of(Operators.ToObject(r, self).TryGetOwn(r, key, out var own) && own.Enumerable);
        })
        .Method("toString", 0, ToText)
        .Method("toLocaleString", 0, static (r, self, _) => Operators.GetMember(r, self, (PropertyKey)"toString").Ref is JsFunction f
            ? f.Call(r, self, [])
            : throw r.TypeError("toString is not a function"))
        .Method("valueOf", 0, static (r, self, _) => JsValue.Of(Operators.ToObject(r, self)))
        .Method("__defineGetter__", 2, static (r, self, a) => DefineAccessor(r, self, a, true))
        .Method("__defineSetter__", 2, static (r, self, a) => DefineAccessor(r, self, a, false))
        .Method("__lookupGetter__", 1, static (r, self, a) => LookupAccessor(r, self, a, true))
        .Method("__lookupSetter__", 1, static (r, self, a) => LookupAccessor(r, self, a, false))
        .Getter("__proto__", "__proto__", static (r, self, _) => JsValue.OrNull(Operators.ToObject(r, self).Prototype), SetProto);

    public static readonly Template Statics = new Template()
        .Method("assign", 2, Assign)
        .Method("create", 2, Create)
        .Method("defineProperty", 3, DefineProperty)
        .Method("defineProperties", 2, static (r, _, a) => a.At(0).Ref is JsObject o ? DefineAll(r, o, a.At(1)) : throw r.TypeError("Object.defineProperties called on non-object"))
        .Method("entries", 1, static (r, _, a) => List(r, a.At(0), static (realm, key, value) => JsValue.Of(realm.NewArray([key, value]))))
        .Method("freeze", 1, static (r, _, a) => Protect(r, a.At(0), true))
        .Method("fromEntries", 1, FromEntries)
        .Method("getOwnPropertyDescriptor", 2, static (r, _, a) =>
        {
            var o = Operators.ToObject(r, a.At(0));
            return o.TryGetOwn(r, Operators.ToPropertyKey(r, a.At(1)), out var own) ? FromDescriptor(r, own) : default;
        })
        .Method("getOwnPropertyDescriptors", 1, Descriptors)
        .Method("getOwnPropertyNames", 1, static (r, _, a) => Keys(r, a.At(0), false))
        .Method("getOwnPropertySymbols", 1, static (r, _, a) => Keys(r, a.At(0), true))
        .Method("getPrototypeOf", 1, static (r, _, a) => JsValue.OrNull(Operators.ToObject(r, a.At(0)).Prototype))
        .Method("groupBy", 2, GroupBy)
        .Method("hasOwn", 2, static (r, _, a) =>
        {
            var o = Operators.ToObject(r, a.At(0));
            return JsValue.Of(o.HasOwn(r, Operators.ToPropertyKey(r, a.At(1))));
        })
        .Method("is", 2, static (_, _, a) => JsValue.Of(Operators.SameValue(a.At(0), a.At(1))))
        .Method("isExtensible", 1, static (_, _, a) => JsValue.Of(a.At(0).Ref is JsObject { Extensible: true }))
        .Method("isFrozen", 1, static (r, _, a) => JsValue.Of(IsProtected(r, a.At(0), true)))
        .Method("isSealed", 1, static (r, _, a) => JsValue.Of(IsProtected(r, a.At(0), false)))
        .Method("keys", 1, static (r, _, a) => List(r, a.At(0), null))
        .Method("preventExtensions", 1, static (r, _, a) =>
        {
            if (a.At(0).Ref is JsObject o)
            {
                o.PreventExtensions(r);
            }

            return a.At(0);
        })
        .Method("seal", 1, static (r, _, a) => Protect(r, a.At(0), false))
        .Method("setPrototypeOf", 2, SetPrototypeOf)
        .Method("values", 1, static (r, _, a) => List(r, a.At(0), static (_, _, value) => value));

    public static JsValue Construct(Realm realm, ReadOnlySpan<JsValue> a, JsObject? newTarget)
    {
        realm.Charge(80);
        if (newTarget is not null && !ReferenceEquals(newTarget, realm[Intrinsic.Object]))
        {
            return JsValue.Of(new JsObject(realm.PrototypeFor(newTarget, Intrinsic.ObjectPrototype)));
        }

        return a.At(0).IsNullish ? JsValue.Of(new JsObject(realm.ObjectPrototype)) : JsValue.Of(Operators.ToObject(realm, a.At(0)));
    }

    private static JsValue IsPrototypeOf(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        if (a.At(0).Ref is not JsObject o)
        {
            return JsValue.False;
        }

        var target = Operators.ToObject(realm, self);
        for (var p = o.Prototype; p is not null; p = p.Prototype)
        {
            realm.Step();
            if (ReferenceEquals(p, target))
            {
                return JsValue.True;
            }
        }

        return JsValue.False;
    }

    private static JsValue ToText(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        if (self.IsNullish)
        {
            return JsValue.Of(self.IsNull ? "[object Null]" : "[object Undefined]");
        }

        var o = Operators.ToObject(realm, self);
        var name = o.IsArray ? "Array" : o.ClassName;
        var tag = o.Get(realm, JsSymbol.ToStringTag, self);
        if (tag.IsString)
        {
            name = tag.AsString();
        }
        else if (name is not ("Array" or "Arguments" or "Function" or "Error" or "Boolean" or "Number" or "String" or "Date" or "RegExp"))
        {
            name = "Object";
        }

        return realm.Text($"[object {name}]");
    }

    private static JsValue DefineAccessor(Realm realm, in JsValue self, ReadOnlySpan<JsValue> a, bool getter)
    {
        var o = Operators.ToObject(realm, self);
        var function = a.Callback(realm, 1);
        var d = new Descriptor { Enumerable = true, HasEnumerable = true, Configurable = true, HasConfigurable = true };
        if (getter)
        {
            d.Get = function;
            d.HasGet = true;
        }
        else
        {
            d.Set = function;
            d.HasSet = true;
        }

        o.DefineOrThrow(realm, Operators.ToPropertyKey(realm, a.At(0)), d);
        return default;
    }

    private static JsValue LookupAccessor(Realm realm, in JsValue self, ReadOnlySpan<JsValue> a, bool getter)
    {
        var key = Operators.ToPropertyKey(realm, a.At(0));
        for (var o = Operators.ToObject(realm, self); o is not null; o = o.Prototype)
        {
            realm.Step();
            if (o.TryGetOwn(realm, key, out var own))
            {
                return own.IsAccessor ? JsValue.OrUndefined(getter ? own.Get : own.Set) : default;
            }
        }

        return default;
    }

    private static JsValue SetProto(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        if (self.IsNullish)
        {
            throw realm.TypeError("Object.prototype.__proto__ called on null or undefined");
        }

        if ((a.At(0).IsObject || a.At(0).IsNull) && self.Ref is JsObject o)
        {
            ChangePrototype(realm, o, a.At(0));
        }

        return default;
    }

    private static void ChangePrototype(Realm realm, JsObject o, in JsValue value)
    {
        if (!o.SetPrototype(realm, value.AsObject()))
        {
            throw realm.TypeError(o.Extensible ? "Cyclic __proto__ value" : "Object is not extensible");
        }
    }

    private static JsValue SetPrototypeOf(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        if (a.At(0).IsNullish)
        {
            throw realm.TypeError("Object.setPrototypeOf called on null or undefined");
        }

        if (!a.At(1).IsObject && !a.At(1).IsNull)
        {
            throw realm.TypeError("Object prototype may only be an Object or null");
        }

        if (a.At(0).Ref is JsObject o)
        {
            ChangePrototype(realm, o, a.At(1));
        }

        return a.At(0);
    }

    private static JsValue Assign(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var target = Operators.ToObject(realm, a.At(0));
        for (var i = 1; i < a.Length; i++)
        {
            if (a[i].IsNullish)
            {
                continue;
            }

            var source = Operators.ToObject(realm, a[i]);
            foreach (var key in source.OwnKeys(realm))
            {
                realm.Step();
                if (source.TryGetOwn(realm, key, out var own) && own.Enumerable)
                {
                    target.Put(realm, key, source.Get(realm, key));
                }
            }
        }

        return JsValue.Of(target);
    }

    private static JsValue Create(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        if (!a.At(0).IsObject && !a.At(0).IsNull)
        {
            throw realm.TypeError("Object prototype may only be an Object or null");
        }

        realm.Charge(80);
        var o = new JsObject(a.At(0).AsObject());
        return a.At(1).IsUndefined ? JsValue.Of(o) : DefineAll(realm, o, a.At(1));
    }

    private static JsValue DefineProperty(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        if (a.At(0).Ref is not JsObject o)
        {
            throw realm.TypeError("Object.defineProperty called on non-object");
        }

        var key = Operators.ToPropertyKey(realm, a.At(1));
        o.DefineOrThrow(realm, key, ToDescriptor(realm, a.At(2)));
        return a.At(0);
    }

    private static JsValue DefineAll(Realm realm, JsObject o, in JsValue properties)
    {
        var source = Operators.ToObject(realm, properties);
        var all = new List<(PropertyKey, Descriptor)>();
        foreach (var key in source.OwnKeys(realm))
        {
            realm.Step();
            if (source.TryGetOwn(realm, key, out var own) && own.Enumerable)
            {
                all.Add((key, ToDescriptor(realm, source.Get(realm, key))));
            }
        }

        foreach (var (key, descriptor) in all)
        {
            o.DefineOrThrow(realm, key, descriptor);
        }

        return JsValue.Of(o);
    }

    private static JsValue List(Realm realm, in JsValue value, Func<Realm, JsValue, JsValue, JsValue>? make)
    {
        var o = Operators.ToObject(realm, value);
        var result = realm.NewArray([]);
        foreach (var key in o.OwnKeys(realm))
        {
            realm.Step();
            if (!key.IsSymbol && o.TryGetOwn(realm, key, out var own) && own.Enumerable)
            {
                result.Append(realm, make is null ? key.ToValue() : make(realm, key.ToValue(), o.Get(realm, key)));
            }
        }

        return JsValue.Of(result);
    }

    private static JsValue Keys(Realm realm, in JsValue value, bool symbols)
    {
        var result = realm.NewArray([]);
        foreach (var key in Operators.ToObject(realm, value).OwnKeys(realm))
        {
            realm.Step();
            if (key.IsSymbol == symbols)
            {
                result.Append(realm, key.ToValue());
            }
        }

        return JsValue.Of(result);
    }

    private static JsValue Descriptors(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, a.At(0));
        var result = realm.NewObject();
        foreach (var key in o.OwnKeys(realm))
        {
            realm.Step();
            if (o.TryGetOwn(realm, key, out var own))
            {
                result.CreateData(realm, key, FromDescriptor(realm, own));
            }
        }

        return JsValue.Of(result);
    }

    private static JsValue FromEntries(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        if (a.At(0).IsNullish)
        {
            throw realm.TypeError($"{Operators.Preview(a.At(0))} is not iterable");
        }

        var result = realm.NewObject();
        CollectionBuiltIns.ForEachEntry(realm, a.At(0), (key, value) => result.CreateData(realm, Operators.ToPropertyKey(realm, key), value));
        return JsValue.Of(result);
    }

    private static JsValue GroupBy(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var callback = a.Callback(realm, 1);
        realm.Charge(80);
        var result = new JsObject(null);
        var iteration = Iteration.Of(realm, a.At(0));
        var position = 0;
        while (iteration.MoveNext(out var item))
        {
            PropertyKey key = default;
            ThrowException? failure = null;
            try
            {
                key = Operators.ToPropertyKey(realm, callback.Call(realm, default, [item, JsValue.Of(position++)]));
            }
            catch (ThrowException thrown)
            {
                failure = thrown;
            }

            if (failure is not null)
            {
                throw iteration.Abandon(failure);
            }

            if (result.Get(realm, key).Ref is not JsArray group)
            {
                group = realm.NewArray([]);
                result.CreateData(realm, key, JsValue.Of(group));
            }

            group.Append(realm, item);
        }

        return JsValue.Of(result);
    }
}
