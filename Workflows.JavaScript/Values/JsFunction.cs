namespace Workflows.JavaScript.Values;

/// <summary>Anything callable.</summary>
internal abstract class JsFunction : JsObject
{
    protected JsFunction(Realm realm, JsObject? prototype)
        : base(prototype)
    {
        Realm = realm;
        Lazy = true;
    }

    public Realm Realm { get; }

    public override string ClassName => "Function";

    public virtual bool IsConstructor => false;

    public virtual bool IsClass => false;

    /// <summary>True for the constructor of a class with an extends clause; it gets its object from the super call.</summary>
    public virtual bool IsDerived => false;

    /// <summary>The name and source for stack traces and Function.prototype.toString.</summary>
    public abstract string FunctionName { get; }

    protected abstract int FunctionLength { get; }

    public virtual string SourceText => $"function {FunctionName}() {{ [native code] }}";

    public abstract JsValue Call(Realm realm, in JsValue self, ReadOnlySpan<JsValue> arguments);

    public virtual JsValue Construct(Realm realm, ReadOnlySpan<JsValue> arguments, JsObject newTarget) =>
        throw realm.TypeError($"{FunctionName} is not a constructor");

    private bool _madeLength;
    private bool _madeName;

    protected override bool MakeLazy(in PropertyKey key)
    {
        switch (key.Ref)
        {
            case "length" when !_madeLength:
                _madeLength = true;
                Add(key, JsValue.Of(FunctionLength), Attributes.Configurable);
                return true;
            case "name" when !_madeName:
                _madeName = true;
                Add(key, JsValue.Of(FunctionName), Attributes.Configurable);
                return true;
            default:
                return false;
        }
    }

    protected override void MakeAllLazy()
    {
        MakeLazy("length");
        MakeLazy("name");
    }
}

internal delegate JsValue NativeCode(Realm realm, JsValue self, ReadOnlySpan<JsValue> arguments);

/// <summary>The code of a built-in constructor; newTarget is null when it is called as a function.</summary>
internal delegate JsValue NativeConstructor(Realm realm, ReadOnlySpan<JsValue> arguments, JsObject? newTarget);

internal sealed class NativeFunction(Realm realm, string name, int length, NativeCode code) : JsFunction(realm, realm.FunctionPrototype)
{
    public override string FunctionName => name;

    protected override int FunctionLength => length;

    public override JsValue Call(Realm realm, in JsValue self, ReadOnlySpan<JsValue> arguments)
    {
        realm.EnterNative();
        var result = code(Realm, self, arguments);
        return result;
    }
}

/// <summary>A built-in constructor; its static properties come from a shared template.</summary>
internal sealed class NativeConstructorFunction : JsFunction
{
    private readonly string _name;
    private readonly int _length;
    private readonly NativeConstructor _code;
    private readonly Template _statics;
    private readonly Func<Realm, JsObject> _prototypeObject;
    private readonly bool _constructible;
    private HashSet<PropertyKey>? _made;

    public NativeConstructorFunction(
        Realm realm, JsObject prototype, string name, int length, NativeConstructor code, Template statics, Func<Realm, JsObject> prototypeObject, bool constructible = true)
        : base(realm, prototype)
    {
        _name = name;
        _length = length;
        _code = code;
        _statics = statics;
        _prototypeObject = prototypeObject;
        _constructible = constructible;
    }

    public override bool IsConstructor => _constructible;

    public override string FunctionName => _name;

    protected override int FunctionLength => _length;

    public override JsValue Call(Realm realm, in JsValue self, ReadOnlySpan<JsValue> arguments)
    {
        realm.EnterNative();
        var result = _code(Realm, arguments, null);
        return result;
    }

    public override JsValue Construct(Realm realm, ReadOnlySpan<JsValue> arguments, JsObject newTarget)
    {
        if (!_constructible)
        {
            throw realm.TypeError($"{_name} is not a constructor");
        }

        realm.EnterNative();
        var result = _code(Realm, arguments, newTarget);
        return result;
    }

    protected override bool MakeLazy(in PropertyKey key)
    {
        if (base.MakeLazy(key))
        {
            return true;
        }

        if (key.Ref is "prototype" && (_made ??= []).Add(key))
        {
            Add(key, JsValue.Of(_prototypeObject(Realm)), Attributes.None);
            return true;
        }

        if (_statics.TryFind(key, out var entry) && (_made ??= []).Add(key))
        {
            Add(key, entry.Make(Realm), entry.Attributes);
            return true;
        }

        return false;
    }

    protected override void MakeAllLazy()
    {
        base.MakeAllLazy();
        MakeLazy("prototype");
        foreach (var entry in _statics.Entries)
        {
            MakeLazy(entry.Key);
        }
    }
}

/// <summary>The result of Function.prototype.bind.</summary>
internal sealed class BoundFunction(Realm realm, JsFunction target, JsValue self, JsValue[] arguments, string name, double length)
    : JsFunction(realm, target.Prototype)
{
    public JsFunction Target { get; } = target;

    public override bool IsConstructor => Target.IsConstructor;

    public override string FunctionName => name;

    protected override int FunctionLength => 0;

    public override JsValue Call(Realm realm, in JsValue receiver, ReadOnlySpan<JsValue> more)
    {
        realm.EnterNative();
        var result = Target.Call(realm, self, Join(more));
        return result;
    }

    public override JsValue Construct(Realm realm, ReadOnlySpan<JsValue> more, JsObject newTarget)
    {
        realm.EnterNative();
        var result = Target.Construct(realm, Join(more), ReferenceEquals(newTarget, this) ? Target : newTarget);
        return result;
    }

    protected override bool MakeLazy(in PropertyKey key)
    {
        if (key.Ref is "length" && !_madeLength)
        {
            _madeLength = true;
            Add(key, JsValue.Of(length), Attributes.Configurable);
            return true;
        }

        return key.Ref is not "length" && base.MakeLazy(key);
    }

    private bool _madeLength;

    private JsValue[] Join(ReadOnlySpan<JsValue> more) => [.. arguments, .. more];
}
