namespace Workflows.JavaScript.BuiltIns;

internal static partial class ObjectBuiltIns
{
    public static JsValue FromDescriptor(Realm realm, in Descriptor descriptor)
    {
        var o = realm.NewObject();
        if (descriptor.IsAccessor)
        {
            o.Add("get", JsValue.OrUndefined(descriptor.Get), Attributes.All);
            o.Add("set", JsValue.OrUndefined(descriptor.Set), Attributes.All);
        }
        else
        {
            o.Add("value", descriptor.Value, Attributes.All);
            o.Add("writable", JsValue.Of(descriptor.Writable), Attributes.All);
        }

        o.Add("enumerable", JsValue.Of(descriptor.Enumerable), Attributes.All);
        o.Add("configurable", JsValue.Of(descriptor.Configurable), Attributes.All);
        return JsValue.Of(o);
    }

    public static Descriptor ToDescriptor(Realm realm, in JsValue value)
    {
        if (value.Ref is not JsObject o)
        {
            throw realm.TypeError($"Property description must be an object: {Operators.Preview(value)}");
        }

        var d = default(Descriptor);
        d.HasEnumerable = Flag(realm, o, "enumerable", out d.Enumerable);
        d.HasConfigurable = Flag(realm, o, "configurable", out d.Configurable);
        if (o.Has(realm, "value"))
        {
            d.HasValue = true;
            d.Value = o.Get(realm, "value");
        }

        d.HasWritable = Flag(realm, o, "writable", out d.Writable);
        d.HasGet = Function(realm, o, "get", out d.Get);
        d.HasSet = Function(realm, o, "set", out d.Set);
        return d is { IsAccessor: true, IsData: true }
            ? throw realm.TypeError("Invalid property descriptor. Cannot both specify accessors and a value or writable attribute")
            : d;
    }

    private static bool Flag(Realm realm, JsObject o, string name, out bool value)
    {
        var present = o.Has(realm, name);
        value = present && Operators.ToBoolean(o.Get(realm, name));
        return present;
    }

    private static bool Function(Realm realm, JsObject o, string name, out JsObject? function)
    {
        function = null;
        if (!o.Has(realm, name))
        {
            return false;
        }

        var value = o.Get(realm, name);
        if (!value.IsUndefined)
        {
            function = value.AsFunction() ?? throw realm.TypeError($"{name[..1].ToUpperInvariant()}{name[1..]}ter must be a function: {Operators.Preview(value)}");
        }

        return true;
    }

    public static bool SetIntegrity(Realm realm, JsObject o, bool frozen)
    {
        o.PreventExtensions(realm);
        foreach (var key in o.OwnKeys(realm))
        {
            realm.Step();
            if (!o.TryGetOwn(realm, key, out var own))
            {
                continue;
            }

            var wanted = new Descriptor { HasConfigurable = true };
            wanted.HasWritable = frozen && !own.IsAccessor;
            o.DefineOrThrow(realm, key, wanted);
        }

        return true;
    }

    private static JsValue Protect(Realm realm, in JsValue value, bool frozen)
    {
        if (value.Ref is JsObject o)
        {
            SetIntegrity(realm, o, frozen);
        }

        return value;
    }

    private static bool IsProtected(Realm realm, in JsValue value, bool frozen)
    {
        if (value.Ref is not JsObject o)
        {
            return true;
        }

        if (o.Extensible)
        {
            return false;
        }

        foreach (var key in o.OwnKeys(realm))
        {
            realm.Step();
            if (o.TryGetOwn(realm, key, out var own) && (own.Configurable || (frozen && !own.IsAccessor && own.Writable)))
            {
                return false;
            }
        }

        return true;
    }
}
