using System.Runtime.CompilerServices;

namespace Workflows.JavaScript.Execution;

/// <summary>A member of an object. Its object and key are evaluated once, then read and written.</summary>
internal abstract class PlaceOp : Assignable
{
    /// <summary>Evaluates object and key; <paramref name="fix"/> converts the key at once because it is used twice.</summary>
    public abstract void Prepare(Frame f, out JsValue target, out JsValue key, bool fix);

    public abstract JsValue Read(Frame f, in JsValue target, in JsValue key);

    public abstract void Write(Frame f, in JsValue target, in JsValue key, in JsValue value);

    public abstract bool Delete(Frame f);

    public override void Set(Frame f, in JsValue value)
    {
        Prepare(f, out var target, out var key, false);
        Write(f, target, key, value);
    }

    public override JsValue Run(Frame f)
    {
        Prepare(f, out var target, out var key, false);
        return Read(f, target, key);
    }
}

internal sealed class NamedOp(Op target, string name, bool strict) : PlaceOp
{
    private readonly PropertyKey _key = PropertyKey.Of(name);
    private int _hint;

    public string Name => name;

    public override string Describe() => $"{target.Describe()}.{name}";

    public override JsValue Run(Frame f)
    {
        var value = target.Run(f);
        return value.Ref is JsObject o ? o.Get(f.Realm, _key, value, ref _hint) : Primitive(f, value);
    }

    public override JsValue RunCallee(Frame f, out JsValue self)
    {
        self = target.Run(f);
        return self.Ref is JsObject o ? o.Get(f.Realm, _key, self, ref _hint) : Primitive(f, self);
    }

    public override void Prepare(Frame f, out JsValue o, out JsValue key, bool fix)
    {
        o = target.Run(f);
        key = default;
        if (fix && o.IsNullish)
        {
            Primitive(f, o);
        }
    }

    public override JsValue Read(Frame f, in JsValue value, in JsValue key) =>
        value.Ref is JsObject o ? o.Get(f.Realm, _key, value, ref _hint) : Primitive(f, value);

    public override void Write(Frame f, in JsValue o, in JsValue key, in JsValue value)
    {
        f.Position = Position;
        if (o.Ref is JsObject target)
        {
            target.Put(f.Realm, _key, value, strict, ref _hint);
        }
        else
        {
            Operators.PutMember(f.Realm, o, _key, value, strict);
        }
    }

    public override bool Delete(Frame f) => Operators.DeleteMember(f.Realm, target.Run(f), _key, strict);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private JsValue Primitive(Frame f, in JsValue value)
    {
        f.Position = Position;
        return value.IsNullish
            ? throw f.Realm.TypeError($"Cannot read properties of {(value.IsNull ? "null" : "undefined")} (reading '{name}')")
            : Operators.GetMember(f.Realm, value, _key);
    }
}

internal sealed class IndexOp(Op target, Op index, bool strict) : PlaceOp
{
    public override string Describe() => $"{target.Describe()}[...]";

    public override JsValue Run(Frame f)
    {
        var o = target.Run(f);
        var key = index.Run(f);
        return Read(f, o, key);
    }

    public override JsValue RunCallee(Frame f, out JsValue self)
    {
        self = target.Run(f);
        var key = index.Run(f);
        return Read(f, self, key);
    }

    public override void Prepare(Frame f, out JsValue o, out JsValue key, bool fix)
    {
        o = target.Run(f);
        key = index.Run(f);
        if (fix)
        {
            if (o.IsNullish)
            {
                Read(f, o, key);
            }

            if (key.IsObject)
            {
                key = Operators.ToPropertyKey(f.Realm, key).ToValue();
            }
        }
    }

    public override JsValue Read(Frame f, in JsValue o, in JsValue key)
    {
        if (key.IsNumber && key.Num >= 0)
        {
            var position = (uint)key.Num;
            if (position == key.Num && position != uint.MaxValue)
            {
                if (o.Ref is JsArray array)
                {
                    return array.GetIndex(f.Realm, position);
                }

                if (o.Ref is JsObject other)
                {
                    f.Position = Position;
                    return other.GetIndex(f.Realm, position);
                }

                if (o.IsString && position < (uint)o.StringLength)
                {
                    return Operators.Character(o.AsString()[(int)position]);
                }
            }
        }

        f.Position = Position;
        return Operators.GetMember(f.Realm, o, key);
    }

    public override void Write(Frame f, in JsValue o, in JsValue key, in JsValue value)
    {
        f.Position = Position;
        if (key.IsNumber && key.Num >= 0 && o.Ref is JsObject target)
        {
            var position = (uint)key.Num;
            if (position == key.Num && position != uint.MaxValue)
            {
                target.SetIndex(f.Realm, position, value, strict);
                return;
            }
        }

        if (o.IsNullish)
        {
            throw f.Realm.TypeError($"Cannot set properties of {(o.IsNull ? "null" : "undefined")}");
        }

        Operators.PutMember(f.Realm, o, Operators.ToPropertyKey(f.Realm, key), value, strict);
    }

    public override bool Delete(Frame f)
    {
        var o = target.Run(f);
        var key = index.Run(f);
        f.Position = Position;
        if (o.IsNullish)
        {
            throw f.Realm.TypeError("Cannot convert undefined or null to object");
        }

        return Operators.DeleteMember(f.Realm, o, Operators.ToPropertyKey(f.Realm, key), strict);
    }
}

/// <summary>super.name and super[key]: looked up in the prototype of the home object, with this as the receiver.</summary>
internal sealed class SuperOp(Op self, string? name, Op? index, bool strict) : PlaceOp
{
    public override string Describe() => name is null ? "(intermediate value)[...]" : $"(intermediate value).{name}";

    public override JsValue RunCallee(Frame f, out JsValue receiver)
    {
        Prepare(f, out receiver, out var key, false);
        return Read(f, receiver, key);
    }

    public override void Prepare(Frame f, out JsValue target, out JsValue key, bool fix)
    {
        target = self.Run(f);
        key = name is null ? index!.Run(f) : JsValue.Of(name);
        if (fix && key.IsObject)
        {
            key = Operators.ToPropertyKey(f.Realm, key).ToValue();
        }
    }

    public override JsValue Read(Frame f, in JsValue target, in JsValue key)
    {
        f.Position = Position;
        var property = Operators.ToPropertyKey(f.Realm, key);
        return f.Function?.HomeObject?.Prototype is { } home
            ? home.Get(f.Realm, property, target)
            : throw f.Realm.TypeError($"Cannot read properties of null (reading '{property}')");
    }

    public override void Write(Frame f, in JsValue target, in JsValue key, in JsValue value)
    {
        f.Position = Position;
        var property = Operators.ToPropertyKey(f.Realm, key);
        if (f.Function?.HomeObject?.Prototype is not { } home)
        {
            throw f.Realm.TypeError($"Cannot set properties of null (setting '{property}')");
        }

        if (!home.Set(f.Realm, property, value, target) && strict)
        {
            throw f.Realm.TypeError($"Cannot assign to read only property '{property}' of object");
        }
    }

    public override bool Delete(Frame f)
    {
        Prepare(f, out _, out _, false);
        f.Position = Position;
        throw f.Realm.ReferenceError("Unsupported reference to 'super'");
    }
}

internal sealed class DeleteOp(PlaceOp place) : Op
{
    public override JsValue Run(Frame f)
    {
        f.Position = Position;
        return JsValue.Of(place.Delete(f));
    }
}

/// <summary>delete of a plain name: only properties of the global object can go, and only in sloppy code.</summary>
internal sealed class DeleteNameOp(string name, bool local) : Op
{
    public override JsValue Run(Frame f)
    {
        var key = PropertyKey.Of(name);
        return JsValue.Of(!local && f.Realm.Lexicals.Find(key) < 0 && f.Realm.Global.Delete(f.Realm, key));
    }
}

/// <summary>Signals inside an optional chain that a link was nullish.</summary>
internal sealed class ChainOp(Op body) : Op
{
    public override JsValue Run(Frame f)
    {
        var value = body.Run(f);
        return value.IsEmpty ? default : value;
    }

    public override JsValue RunCallee(Frame f, out JsValue self)
    {
        var value = body.RunCallee(f, out self);
        return value.IsEmpty ? default : value;
    }
}

/// <summary>A member inside an optional chain; Empty travels up to the end of the chain.</summary>
internal sealed class ChainLinkOp(Op target, PropertyKey? name, Op? index, bool optional) : Op
{
    public override JsValue Run(Frame f) => RunCallee(f, out _);

    public override JsValue RunCallee(Frame f, out JsValue self)
    {
        self = target.Run(f);
        if (self.IsEmpty || (optional && self.IsNullish))
        {
            return JsValue.Empty;
        }

        var key = name ?? default;
        if (index is not null)
        {
            var value = index.Run(f);
            f.Position = Position;
            return Operators.GetMember(f.Realm, self, value);
        }

        f.Position = Position;
        return self.IsNullish
            ? throw f.Realm.TypeError($"Cannot read properties of {(self.IsNull ? "null" : "undefined")} (reading '{key}')")
            : Operators.GetMember(f.Realm, self, key);
    }

    public override string Describe() => $"{target.Describe()}?.{(name is { } key ? key.ToString() : "[...]")}";
}

internal sealed class ChainDeleteOp(Op target, Op? index, string? name, bool optional, bool strict) : Op
{
    public override JsValue Run(Frame f)
    {
        var self = target.Run(f);
        if (self.IsEmpty || (optional && self.IsNullish))
        {
            return JsValue.True;
        }

        var key = index is null ? PropertyKey.Of(name!) : Operators.ToPropertyKey(f.Realm, index.Run(f));
        f.Position = Position;
        return JsValue.Of(Operators.DeleteMember(f.Realm, self, key, strict));
    }
}
