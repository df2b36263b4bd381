namespace Workflows.JavaScript.BuiltIns;

internal static class FunctionBuiltIns
{
    public static readonly Template Prototype = new Template()
        .Value("constructor", r => JsValue.Of(r[Intrinsic.Function]))
        .Method("apply", 2, static (r, self, a) => Function(r, self, "apply").Call(r, a.At(0), List(r, a.At(1))))
        .Method("bind", 1, Bind)
        .Method("call", 1, static (r, self, a) => Function(r, self, "call").Call(r, a.At(0), a.Length > 1 ? a[1..] : []))
        .Method("toString", 0, static (r, self, _) => r.Text(Function(r, self, "toString").SourceText))
        .Method(JsSymbol.HasInstance, "[Symbol.hasInstance]", 1, static (r, self, a) => JsValue.Of(Operators.OrdinaryHasInstance(r, self, a.At(0))), Attributes.None)
        .Value("caller", Restricted, Attributes.Configurable | Attributes.Accessor)
        .Value("arguments", Restricted, Attributes.Configurable | Attributes.Accessor);

    private static JsValue Restricted(Realm realm) => JsValue.Internal(new Accessor(realm.ThrowTypeError, realm.ThrowTypeError));

    /// <summary>Code is never made from text: the constructor exists for instanceof and prototypes only.</summary>
    public static JsValue Construct(Realm realm, ReadOnlySpan<JsValue> a, JsObject? newTarget) =>
        throw realm.TypeError("Functions cannot be made from text");

    private static JsFunction Function(Realm realm, in JsValue self, string name) =>
        self.AsFunction() ?? throw realm.TypeError($"Function.prototype.{name} was called on a value that is not a function");

    /// <summary>The elements of an array-like object, for apply and its relatives.</summary>
    public static JsValue[] List(Realm realm, in JsValue value)
    {
        if (value.IsNullish)
        {
            return [];
        }

        if (value.Ref is not JsObject o)
        {
            throw realm.TypeError("CreateListFromArrayLike called on non-object");
        }

        var length = Operators.LengthOf(realm, o);
        if (length > 1_000_000)
        {
            throw realm.RangeError("Too many arguments");
        }

        realm.Charge((long)length * 16);
        var items = new JsValue[(int)length];
        for (var i = 0; i < items.Length; i++)
        {
            realm.Step();
            items[i] = o.GetIndex(realm, (uint)i);
        }

        return items;
    }

    private static JsValue Bind(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var target = Function(realm, self, "bind");
        var length = 0d;
        if (target.HasOwn(realm, "length"))
        {
            var declared = target.Get(realm, "length");
            if (declared.IsNumber)
            {
                length = double.IsInfinity(declared.Num)
                    ? Math.Max(declared.Num, 0)
                    : Math.Max(Operators.ToInteger(realm, declared) - Math.Max(0, a.Length - 1), 0);
            }
        }

        var name = target.Get(realm, "name");
        realm.Charge(200 + (a.Length * 16));
        return JsValue.Of(new BoundFunction(
            realm, target, a.At(0), a.Length > 1 ? a[1..].ToArray() : [], realm.Charged("bound " + (name.IsString ? name.AsString() : "")), length));
    }
}
