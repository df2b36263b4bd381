namespace Workflows.JavaScript.BuiltIns;

internal static class SymbolBuiltIns
{
    public static readonly Template Prototype = new Template()
        .Value("constructor", r => JsValue.Of(r[Intrinsic.Symbol]))
        .Method("toString", 0, static (r, self, _) => r.Text(This(r, self).ToString()))
        .Method("valueOf", 0, static (r, self, _) => JsValue.Of(This(r, self)))
        .Getter("description", "description", static (r, self, _) => This(r, self).Description is { } text ? JsValue.Of(text) : default)
        .Method(JsSymbol.ToPrimitive, "[Symbol.toPrimitive]", 1, static (r, self, _) => JsValue.Of(This(r, self)), Attributes.Configurable)
        .Constant(JsSymbol.ToStringTag, JsValue.Of("Symbol"), Attributes.Configurable);

    public static readonly Template Statics = new Template()
        .Constant("iterator", JsValue.Of(JsSymbol.Iterator))
        .Constant("asyncIterator", JsValue.Of(JsSymbol.AsyncIterator))
        .Constant("hasInstance", JsValue.Of(JsSymbol.HasInstance))
        .Constant("toPrimitive", JsValue.Of(JsSymbol.ToPrimitive))
        .Constant("toStringTag", JsValue.Of(JsSymbol.ToStringTag))
        .Constant("species", JsValue.Of(JsSymbol.Species))
        .Constant("isConcatSpreadable", JsValue.Of(JsSymbol.IsConcatSpreadable))
        .Constant("unscopables", JsValue.Of(JsSymbol.Unscopables))
        .Constant("match", JsValue.Of(JsSymbol.Match))
        .Constant("matchAll", JsValue.Of(JsSymbol.MatchAll))
        .Constant("replace", JsValue.Of(JsSymbol.Replace))
        .Constant("search", JsValue.Of(JsSymbol.Search))
        .Constant("split", JsValue.Of(JsSymbol.Split))
        .Method("for", 1, static (r, _, a) => JsValue.Of(r.SymbolFor(Operators.ToText(r, a.At(0)))))
        .Method("keyFor", 1, static (r, _, a) => a.At(0).Ref is JsSymbol symbol
            ? r.IsRegistered(symbol) ? JsValue.Of(symbol.Description!) : default
            : throw r.TypeError($"{Operators.Preview(a.At(0))} is not a symbol"));

    public static JsValue Construct(Realm realm, ReadOnlySpan<JsValue> a, JsObject? newTarget)
    {
        if (newTarget is not null)
        {
            throw realm.TypeError("Symbol is not a constructor");
        }

        realm.Charge(32);
        return JsValue.Of(new JsSymbol(a.At(0).IsUndefined ? null : Operators.ToText(realm, a.At(0))));
    }

    private static JsSymbol This(Realm realm, in JsValue self) =>
        self.Ref as JsSymbol ?? (self.Ref as IPrimitiveHolder)?.Primitive.Ref as JsSymbol ?? throw realm.TypeError("The value is not a symbol");
}
