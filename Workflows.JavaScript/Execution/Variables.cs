namespace Workflows.JavaScript.Execution;

/// <summary>Something that can be assigned: a variable, a member or a pattern.</summary>
internal abstract class Assignable : Op
{
    /// <summary>Assigns, as = does.</summary>
    public abstract void Set(Frame f, in JsValue value);

    /// <summary>Gives a declared variable its first value.</summary>
    public virtual void Initialize(Frame f, in JsValue value) => Set(f, value);

    /// <summary>Reads without the check for initialisation.</summary>
    public virtual JsValue Peek(Frame f) => Run(f);

    public virtual JsValue TypeOf(Frame f) => Run(f);
}

internal abstract class VariableOp(string name) : Assignable
{
    public string Name => name;

    public override string Describe() => name;

    protected ThrowException Uninitialized(Frame f)
    {
        f.Position = Position;
        return f.Realm.ReferenceError(name == "this"
            ? "Must call super constructor in derived class before accessing 'this' or returning from derived constructor"
            : $"Cannot access '{name}' before initialization");
    }
}

internal sealed class LocalOp(string name, int slot) : VariableOp(name)
{
    public int Slot => slot;

    public override JsValue Run(Frame f) => f.Locals[slot];

    public override void Set(Frame f, in JsValue value) => f.Locals[slot] = value;
}

internal sealed class CheckedLocalOp(string name, int slot) : VariableOp(name)
{
    public override JsValue Run(Frame f)
    {
        var value = f.Locals[slot];
        return value.IsEmpty ? throw Uninitialized(f) : value;
    }

    public override JsValue Peek(Frame f) => f.Locals[slot];

    public override void Set(Frame f, in JsValue value)
    {
        if (f.Locals[slot].IsEmpty)
        {
            throw Uninitialized(f);
        }

        f.Locals[slot] = value;
    }

    public override void Initialize(Frame f, in JsValue value) => f.Locals[slot] = value;
}

internal sealed class HeapOp(string name, int hops, int slot, bool check) : VariableOp(name)
{
    public override JsValue Run(Frame f)
    {
        var value = Values(f)[slot];
        return check && value.IsEmpty ? throw Uninitialized(f) : value;
    }

    public override JsValue Peek(Frame f) => Values(f)[slot];

    public override void Set(Frame f, in JsValue value)
    {
        var values = Values(f);
        if (check && values[slot].IsEmpty)
        {
            throw Uninitialized(f);
        }

        values[slot] = value;
    }

    public override void Initialize(Frame f, in JsValue value) => Values(f)[slot] = value;

    private JsValue[] Values(Frame f)
    {
        var scope = f.Scope!;
        for (var i = hops; i > 0; i--)
        {
            scope = scope.Outer!;
        }

        return scope.Values;
    }
}

/// <summary>A variable that may be initialised but not assigned.</summary>
internal sealed class ConstantOp(VariableOp inner, bool silent) : VariableOp(inner.Name)
{
    public override JsValue Run(Frame f) => inner.Run(f);

    public override JsValue Peek(Frame f) => inner.Peek(f);

    public override void Set(Frame f, in JsValue value)
    {
        inner.Run(f);
        if (!silent)
        {
            f.Position = Position;
            throw f.Realm.TypeError("Assignment to constant variable.");
        }
    }

    public override void Initialize(Frame f, in JsValue value) => inner.Initialize(f, value);
}

/// <summary>A name bound nowhere in its script: another script's let, or a property of the global object.</summary>
internal sealed class GlobalOp(string name, bool strict) : VariableOp(name)
{
    private readonly PropertyKey _key = PropertyKey.Of(name);
    private int _lexicalHint;
    private int _hint;

    public override JsValue Run(Frame f)
    {
        if (TryGet(f, out var value))
        {
            return value;
        }

        f.Position = Position;
        throw f.Realm.ReferenceError($"{Name} is not defined");
    }

    public override JsValue TypeOf(Frame f) => TryGet(f, out var value) ? value : default;

    public override void Set(Frame f, in JsValue value)
    {
        var realm = f.Realm;
        var at = realm.Lexicals.Find(_key, ref _lexicalHint);
        if (at >= 0)
        {
            ref var lexical = ref realm.Lexicals.Slot(at);
            if (lexical.Value.IsEmpty)
            {
                throw Uninitialized(f);
            }

            if ((lexical.Attributes & Attributes.Writable) == 0)
            {
                f.Position = Position;
                throw realm.TypeError("Assignment to constant variable.");
            }

            lexical.Value = value;
            return;
        }

        f.Position = Position;
        if (strict && !realm.Global.Has(realm, _key))
        {
            throw realm.ReferenceError($"{Name} is not defined");
        }

        realm.Global.Put(realm, _key, value, strict, ref _hint);
    }

    public override void Initialize(Frame f, in JsValue value)
    {
        var at = f.Realm.Lexicals.Find(_key, ref _lexicalHint);
        if (at >= 0)
        {
            f.Realm.Lexicals.Slot(at).Value = value;
        }
        else
        {
            f.Realm.Global.Put(f.Realm, _key, value, strict, ref _hint);
        }
    }

    private bool TryGet(Frame f, out JsValue value)
    {
        var realm = f.Realm;
        var at = realm.Lexicals.Find(_key, ref _lexicalHint);
        if (at >= 0)
        {
            value = realm.Lexicals.Slot(at).Value;
            return value.IsEmpty ? throw Uninitialized(f) : true;
        }

        var global = realm.Global;
        at = global.Find(_key, ref _hint);
        if (at >= 0)
        {
            ref var property = ref global.Slot(at);
            if (!property.IsAccessor)
            {
                value = property.Value;
                return true;
            }
        }
        else if (!global.Has(realm, _key))
        {
            value = default;
            return false;
        }

        value = global.Get(realm, _key);
        return true;
    }
}

internal sealed class ConstantValueOp(JsValue value) : Op
{
    public override JsValue Run(Frame f) => value;

    public override bool RunBool(Frame f) => Operators.ToBoolean(value);

    public override string Describe() => value.IsString ? $"\"{value.AsString()}\"" : value.IsNumber ? NumberText.Format(value.Num) : "value";
}

internal sealed class ThisOp(bool strict) : Op
{
    public override JsValue Run(Frame f)
    {
        if (f.This.IsObject || strict)
        {
            return f.This.IsEmpty ? throw Missing(f) : f.This;
        }

        // Sloppy functions see objects only; done once, so that this is the same object every time.
        return f.This = f.This.IsNullish ? JsValue.Of(f.Realm.Global) : JsValue.Of(Operators.ToObject(f.Realm, f.This));
    }

    public override string Describe() => "this";

    private ThrowException Missing(Frame f)
    {
        f.Position = Position;
        return f.Realm.ReferenceError("Must call super constructor in derived class before accessing 'this' or returning from derived constructor");
    }
}

internal sealed class NewTargetOp : Op
{
    public override JsValue Run(Frame f) => f.NewTarget;
}
