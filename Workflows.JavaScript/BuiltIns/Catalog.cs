namespace Workflows.JavaScript.BuiltIns;

/// <summary>Makes a built-in object for an engine when it is first needed.</summary>
internal static class Catalog
{
    public static JsObject Make(Realm realm, Intrinsic which)
    {
        realm.Charge(120);
        switch (which)
        {
            case Intrinsic.ObjectPrototype:
                return new IntrinsicObject(realm, null, ObjectBuiltIns.Prototype);
            case Intrinsic.FunctionPrototype:
                return new FunctionPrototype(realm);
            case Intrinsic.ArrayPrototype:
                return new ArrayPrototype(realm);
            case Intrinsic.StringPrototype:
                return new IntrinsicWrapper(realm, realm.ObjectPrototype, StringBuiltIns.Prototype, JsValue.Of(""));
            case Intrinsic.NumberPrototype:
                return new IntrinsicWrapper(realm, realm.ObjectPrototype, NumberBuiltIns.Prototype, JsValue.Of(0));
            case Intrinsic.BooleanPrototype:
                return new IntrinsicWrapper(realm, realm.ObjectPrototype, BooleanBuiltIns.Prototype, JsValue.False);
            case Intrinsic.SymbolPrototype:
                return new IntrinsicObject(realm, realm.ObjectPrototype, SymbolBuiltIns.Prototype);
            case Intrinsic.ErrorPrototype:
                return new IntrinsicObject(realm, realm.ObjectPrototype, ErrorBuiltIns.Prototype);
            case >= Intrinsic.TypeErrorPrototype and <= Intrinsic.EvalErrorPrototype:
                return new IntrinsicObject(realm, realm[Intrinsic.ErrorPrototype], ErrorBuiltIns.NativePrototypes[which]);
            case Intrinsic.MapPrototype:
                return new IntrinsicObject(realm, realm.ObjectPrototype, CollectionBuiltIns.MapPrototype);
            case Intrinsic.SetPrototype:
                return new IntrinsicObject(realm, realm.ObjectPrototype, CollectionBuiltIns.SetPrototype);
            case Intrinsic.WeakMapPrototype:
                return new IntrinsicObject(realm, realm.ObjectPrototype, WeakBuiltIns.MapPrototype);
            case Intrinsic.WeakSetPrototype:
                return new IntrinsicObject(realm, realm.ObjectPrototype, WeakBuiltIns.SetPrototype);
            case Intrinsic.DatePrototype:
                return new IntrinsicObject(realm, realm.ObjectPrototype, DateBuiltIns.Prototype);
            case Intrinsic.RegExpPrototype:
                return new IntrinsicObject(realm, realm.ObjectPrototype, RegExpBuiltIns.Prototype);
            case Intrinsic.IteratorPrototype:
                return new IntrinsicObject(realm, realm.ObjectPrototype, IteratorBuiltIns.Prototype);
            case Intrinsic.ArrayIteratorPrototype:
                return new IntrinsicObject(realm, realm[Intrinsic.IteratorPrototype], IteratorBuiltIns.ArrayPrototype);
            case Intrinsic.MapIteratorPrototype:
                return new IntrinsicObject(realm, realm[Intrinsic.IteratorPrototype], IteratorBuiltIns.MapPrototype);
            case Intrinsic.SetIteratorPrototype:
                return new IntrinsicObject(realm, realm[Intrinsic.IteratorPrototype], IteratorBuiltIns.SetPrototype);
            case Intrinsic.StringIteratorPrototype:
                return new IntrinsicObject(realm, realm[Intrinsic.IteratorPrototype], IteratorBuiltIns.StringPrototype);
            case Intrinsic.RegExpStringIteratorPrototype:
                return new IntrinsicObject(realm, realm[Intrinsic.IteratorPrototype], IteratorBuiltIns.RegExpStringPrototype);
            case Intrinsic.Math:
                return new IntrinsicObject(realm, realm.ObjectPrototype, MathBuiltIns.Template);
            case Intrinsic.Json:
                return new IntrinsicObject(realm, realm.ObjectPrototype, JsonBuiltIns.Template);
            case Intrinsic.Reflect:
                return new IntrinsicObject(realm, realm.ObjectPrototype, ReflectBuiltIns.Template);
            case Intrinsic.Global:
                return new IntrinsicObject(realm, realm.ObjectPrototype, GlobalBuiltIns.Template);
            case Intrinsic.ThrowTypeError:
                return MakeThrower(realm);
            default:
                return Constructor(realm, which);
        }
    }

    private static NativeConstructorFunction Constructor(Realm realm, Intrinsic which) => which switch
    {
        Intrinsic.Object => Native(realm, "Object", 1, ObjectBuiltIns.Construct, ObjectBuiltIns.Statics, Intrinsic.ObjectPrototype),
        Intrinsic.Function => Native(realm, "Function", 1, FunctionBuiltIns.Construct, Empty, Intrinsic.FunctionPrototype),
        Intrinsic.Array => Native(realm, "Array", 1, ArrayBuiltIns.Construct, ArrayBuiltIns.Statics, Intrinsic.ArrayPrototype),
        Intrinsic.String => Native(realm, "String", 1, StringBuiltIns.Construct, StringBuiltIns.Statics, Intrinsic.StringPrototype),
        Intrinsic.Number => Native(realm, "Number", 1, NumberBuiltIns.Construct, NumberBuiltIns.Statics, Intrinsic.NumberPrototype),
        Intrinsic.Boolean => Native(realm, "Boolean", 1, BooleanBuiltIns.Construct, Empty, Intrinsic.BooleanPrototype),
        Intrinsic.Symbol => Native(realm, "Symbol", 0, SymbolBuiltIns.Construct, SymbolBuiltIns.Statics, Intrinsic.SymbolPrototype),
        Intrinsic.Error => Error(realm, "Error", Intrinsic.ErrorPrototype),
        Intrinsic.TypeError => Error(realm, "TypeError", Intrinsic.TypeErrorPrototype),
        Intrinsic.RangeError => Error(realm, "RangeError", Intrinsic.RangeErrorPrototype),
        Intrinsic.ReferenceError => Error(realm, "ReferenceError", Intrinsic.ReferenceErrorPrototype),
        Intrinsic.SyntaxError => Error(realm, "SyntaxError", Intrinsic.SyntaxErrorPrototype),
        Intrinsic.UriError => Error(realm, "URIError", Intrinsic.UriErrorPrototype),
        Intrinsic.EvalError => Error(realm, "EvalError", Intrinsic.EvalErrorPrototype),
        Intrinsic.Map => Native(realm, "Map", 0, CollectionBuiltIns.ConstructMap, CollectionBuiltIns.MapStatics, Intrinsic.MapPrototype),
        Intrinsic.Set => Native(realm, "Set", 0, CollectionBuiltIns.ConstructSet, CollectionBuiltIns.Statics, Intrinsic.SetPrototype),
        Intrinsic.WeakMap => Native(realm, "WeakMap", 0, WeakBuiltIns.ConstructMap, Empty, Intrinsic.WeakMapPrototype),
        Intrinsic.WeakSet => Native(realm, "WeakSet", 0, WeakBuiltIns.ConstructSet, Empty, Intrinsic.WeakSetPrototype),
        Intrinsic.Date => Native(realm, "Date", 7, DateBuiltIns.Construct, DateBuiltIns.Statics, Intrinsic.DatePrototype),
        Intrinsic.RegExp => Native(realm, "RegExp", 2, RegExpBuiltIns.Construct, RegExpBuiltIns.Statics, Intrinsic.RegExpPrototype),
        _ => throw new InvalidOperationException($"{which} is not a built-in."),
    };

    private static readonly Template Empty = new();

    private static NativeConstructorFunction Native(Realm realm, string name, int length, NativeConstructor code, Template statics, Intrinsic prototype) =>
        new(realm, realm.FunctionPrototype, name, length, code, statics, r => r[prototype]);

    private static NativeConstructorFunction Error(Realm realm, string name, Intrinsic prototype)
    {
        JsObject parent = prototype == Intrinsic.ErrorPrototype ? realm.FunctionPrototype : realm[Intrinsic.Error];
        return new(realm, parent, name, 1, (r, a, n) => ErrorBuiltIns.Construct(r, a, n, prototype), ErrorBuiltIns.StaticsOf(prototype), r => r[prototype]);
    }

    private static NativeFunction MakeThrower(Realm realm)
    {
        var thrower = new NativeFunction(realm, "", 0, static (r, _, _) =>
            throw r.TypeError("'caller', 'callee', and 'arguments' properties may not be accessed on strict mode functions or the arguments objects for calls to them"));
        thrower.DefineOrThrow(realm, "length", new Descriptor { HasConfigurable = true, HasWritable = true });
        thrower.DefineOrThrow(realm, "name", new Descriptor { HasConfigurable = true, HasWritable = true });
        thrower.PreventExtensions(realm);
        return thrower;
    }
}

/// <summary>Function.prototype is itself a function that does nothing.</summary>
internal sealed class FunctionPrototype : JsFunction
{
    private HashSet<PropertyKey>? _made;

    public FunctionPrototype(Realm realm)
        : base(realm, realm.ObjectPrototype)
    {
    }

    public override string FunctionName => "";

    protected override int FunctionLength => 0;

    public override JsValue Call(Realm realm, in JsValue self, ReadOnlySpan<JsValue> arguments) => default;

    protected override bool MakeLazy(in PropertyKey key)
    {
        if (base.MakeLazy(key))
        {
            return true;
        }

        if (!FunctionBuiltIns.Prototype.TryFind(key, out var entry) || !(_made ??= []).Add(key))
        {
            return false;
        }

        Add(entry.Key, entry.Make(Realm), entry.Attributes);
        return true;
    }

    protected override void MakeAllLazy()
    {
        base.MakeAllLazy();
        foreach (var entry in FunctionBuiltIns.Prototype.Entries)
        {
            MakeLazy(entry.Key);
        }
    }
}
