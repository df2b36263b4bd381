namespace Workflows.JavaScript.BuiltIns;

internal static class ErrorBuiltIns
{
    public static readonly Template Prototype = new Template()
        .Value("constructor", r => JsValue.Of(r[Intrinsic.Error]))
        .Constant("name", JsValue.Of("Error"), Attributes.Hidden)
        .Constant("message", JsValue.Of(""), Attributes.Hidden)
        .Method("toString", 0, ToText)
        .Getter("stack", "stack", Stack, SetStack);

    public static readonly Dictionary<Intrinsic, Template> NativePrototypes = new()
    {
        [Intrinsic.TypeErrorPrototype] = Native("TypeError", Intrinsic.TypeError),
        [Intrinsic.RangeErrorPrototype] = Native("RangeError", Intrinsic.RangeError),
        [Intrinsic.ReferenceErrorPrototype] = Native("ReferenceError", Intrinsic.ReferenceError),
        [Intrinsic.SyntaxErrorPrototype] = Native("SyntaxError", Intrinsic.SyntaxError),
        [Intrinsic.UriErrorPrototype] = Native("URIError", Intrinsic.UriError),
        [Intrinsic.EvalErrorPrototype] = Native("EvalError", Intrinsic.EvalError),
    };

    private static readonly Template None = new();

    private static readonly Template BaseStatics = new Template()
        .Method("captureStackTrace", 2, static (r, _, a) =>
        {
            if (a.At(0).Ref is JsObject o and not ErrorObject)
            {
                o.DefineOrThrow(r, "stack", Descriptor.Data(r.Text(r.Trace()), Attributes.Hidden));
            }

            return default;
        });

    public static Template StaticsOf(Intrinsic prototype) => prototype == Intrinsic.ErrorPrototype ? BaseStatics : None;

    public static JsValue Construct(Realm realm, ReadOnlySpan<JsValue> a, JsObject? newTarget, Intrinsic prototype)
    {
        realm.Charge(200);
        var error = new ErrorObject(realm.PrototypeFor(newTarget, prototype), realm.Charged(realm.Trace()));
        if (!a.At(0).IsUndefined)
        {
            error.Add("message", JsValue.Of(Operators.ToText(realm, a.At(0))), Attributes.Hidden);
        }

        if (a.At(1).Ref is JsObject options && options.Has(realm, "cause"))
        {
            error.Add("cause", options.Get(realm, "cause"), Attributes.Hidden);
        }

        return JsValue.Of(error);
    }

    private static Template Native(string name, Intrinsic constructor) => new Template()
        .Value("constructor", r => JsValue.Of(r[constructor]))
        .Constant("name", JsValue.Of(name), Attributes.Hidden)
        .Constant("message", JsValue.Of(""), Attributes.Hidden);

    private static JsValue ToText(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        if (self.Ref is not JsObject o)
        {
            throw realm.TypeError("Error.prototype.toString requires that 'this' be an object");
        }

        var name = o.Get(realm, "name");
        var nameText = name.IsUndefined ? "Error" : Operators.ToText(realm, name);
        var message = o.Get(realm, "message");
        var messageText = message.IsUndefined ? "" : Operators.ToText(realm, message);
        return realm.Text(nameText.Length == 0 ? messageText : messageText.Length == 0 ? nameText : $"{nameText}: {messageText}");
    }

    private static JsValue Stack(Realm realm, JsValue self, ReadOnlySpan<JsValue> a) => self.Ref is ErrorObject error
        ? realm.Text(ToText(realm, self, a).AsString() + error.Trace)
        : self.IsObject ? default : throw realm.TypeError("The stack of a value that is no object was read");

    private static JsValue SetStack(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        if (self.Ref is JsObject o)
        {
            o.Define(realm, "stack", Descriptor.Data(a.At(0), Attributes.Hidden));
        }

        return default;
    }
}
