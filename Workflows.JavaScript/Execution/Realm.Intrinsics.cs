namespace Workflows.JavaScript.Execution;

internal enum Intrinsic
{
    ObjectPrototype, FunctionPrototype, ArrayPrototype, StringPrototype, NumberPrototype, BooleanPrototype, SymbolPrototype,
    ErrorPrototype, TypeErrorPrototype, RangeErrorPrototype, ReferenceErrorPrototype, SyntaxErrorPrototype, UriErrorPrototype, EvalErrorPrototype,
    MapPrototype, SetPrototype, WeakMapPrototype, WeakSetPrototype, DatePrototype, RegExpPrototype,
    IteratorPrototype, ArrayIteratorPrototype, MapIteratorPrototype, SetIteratorPrototype, StringIteratorPrototype, RegExpStringIteratorPrototype,
    Object, Function, Array, String, Number, Boolean, Symbol,
    Error, TypeError, RangeError, ReferenceError, SyntaxError, UriError, EvalError,
    Map, Set, WeakMap, WeakSet, Date, RegExp, Math, Json, Reflect, Global,
    ThrowTypeError,
    Count,
}

internal sealed partial class Realm
{
    private readonly JsObject?[] _intrinsics = new JsObject?[(int)Intrinsic.Count];
    private JsValue _arrayValues;
    private JsFunction? _arrayIteratorNext;
    private Dictionary<object, JsArray>? _templates;
    private static readonly PropertyKey PrototypeKey = "prototype";
    private static readonly PropertyKey IteratorKey = JsSymbol.Iterator;
    private int _iteratorHint;

    public JsObject this[Intrinsic which] => _intrinsics[(int)which] ??= Catalog.Make(this, which);

    public JsObject ObjectPrototype => _intrinsics[(int)Intrinsic.ObjectPrototype] ?? this[Intrinsic.ObjectPrototype];

    public JsObject FunctionPrototype => _intrinsics[(int)Intrinsic.FunctionPrototype] ?? this[Intrinsic.FunctionPrototype];

    public JsObject ArrayPrototype => _intrinsics[(int)Intrinsic.ArrayPrototype] ?? this[Intrinsic.ArrayPrototype];

    public JsObject Global => _intrinsics[(int)Intrinsic.Global] ?? this[Intrinsic.Global];

    public JsFunction ThrowTypeError => (JsFunction)this[Intrinsic.ThrowTypeError];

    /// <summary>The function that is both Array.prototype.values and the iterator of arguments.</summary>
    public JsValue ArrayValues => _arrayValues.IsUndefined
        ? _arrayValues = JsValue.Of(new NativeFunction(this, "values", 0, ArrayIterationBuiltIns.Values))
        : _arrayValues;

    /// <summary>The original next of array iterators.</summary>
    public JsFunction ArrayIteratorNext => _arrayIteratorNext ??= new NativeFunction(this, "next", 0, IteratorBuiltIns.ArrayNext);

    public bool HasMade(Intrinsic which) => _intrinsics[(int)which] is not null;

    private Dictionary<string, JsSymbol>? _symbols;

    /// <summary>The symbol of a name in the registry of this engine.</summary>
    public JsSymbol SymbolFor(string name)
    {
        _symbols ??= new(StringComparer.Ordinal);
        if (!_symbols.TryGetValue(name, out var symbol))
        {
            Charge(80);
            _symbols[name] = symbol = new JsSymbol(name);
        }

        return symbol;
    }

    public bool IsRegistered(JsSymbol symbol) =>
        symbol.Description is { } name && _symbols is not null && _symbols.TryGetValue(name, out var known) && ReferenceEquals(known, symbol);

    private HashSet<JsObject>? _joining;

    /// <summary>The arrays that are being joined, to end the recursion of an array inside itself.</summary>
    public HashSet<JsObject> Joining => _joining ??= new(ReferenceEqualityComparer.Instance);

    private Dictionary<string, JsFunction>? _shared;

    /// <summary>A built-in function that is reachable by two names and must be one object.</summary>
    public JsValue Shared(string name, int length, NativeCode code)
    {
        _shared ??= new(StringComparer.Ordinal);
        if (!_shared.TryGetValue(name, out var function))
        {
            _shared[name] = function = new NativeFunction(this, name, length, code);
        }

        return JsValue.Of(function);
    }

    public JsArray NewArray(JsValue[] items)
    {
        Charge(64 + (items.Length * 16L));
        return new JsArray(ArrayPrototype, items, items.Length);
    }

    public JsObject NewObject()
    {
        Charge(80);
        return new JsObject(ObjectPrototype);
    }

    public ScriptFunction NewFunction(FunctionInfo info, Frame f)
    {
        Charge(160);
        if (info.Kind == FunctionKind.Arrow && !f.This.IsObject && !f.Code!.Strict && !f.This.IsEmpty)
        {
            f.This = f.This.IsNullish ? JsValue.Of(Global) : JsValue.Of(Operators.ToObject(this, f.This));
        }

        return new ScriptFunction(this, FunctionPrototype, info, f.Scope, f);
    }

    /// <summary>The prototype for an object made by new, which a derived class may have replaced.</summary>
    public JsObject PrototypeFor(JsObject? newTarget, Intrinsic standard)
    {
        if (newTarget is null)
        {
            return this[standard];
        }

        return newTarget.Get(this, PrototypeKey).Ref as JsObject ?? this[standard];
    }

    /// <summary>True when iterating the array can only mean walking its elements, because nobody replaced the iterator.</summary>
    public bool IteratesPlainly(JsArray array)
    {
        var prototype = ArrayPrototype;
        if (!ReferenceEquals(array.Prototype, prototype) || array.Find(IteratorKey) >= 0)
        {
            return false;
        }

        var at = prototype.Find(IteratorKey, ref _iteratorHint);
        if (at < 0 || !ReferenceEquals(prototype.Slot(at).Value.Ref, ArrayValues.Ref))
        {
            return false;
        }

        if (_intrinsics[(int)Intrinsic.ArrayIteratorPrototype] is not { } iterators)
        {
            return true;
        }

        at = iterators.Find("next");
        return at >= 0 && ReferenceEquals(iterators.Slot(at).Value.Ref, _arrayIteratorNext);
    }

    /// <summary>The strings array of a tagged template: one per place in the text and engine.</summary>
    public JsArray TemplateObject(object site, TemplatePart[] parts)
    {
        _templates ??= new(ReferenceEqualityComparer.Instance);
        if (_templates.TryGetValue(site, out var made))
        {
            return made;
        }

        var strings = NewArray([.. parts.Select(p => p.Cooked is null ? default : JsValue.Of(p.Cooked))]);
        var raw = NewArray([.. parts.Select(p => JsValue.Of(p.Raw))]);
        ObjectBuiltIns.SetIntegrity(this, raw, true);
        strings.Define(this, "raw", Descriptor.Data(JsValue.Of(raw), Attributes.None));
        ObjectBuiltIns.SetIntegrity(this, strings, true);
        return _templates[site] = strings;
    }
}
