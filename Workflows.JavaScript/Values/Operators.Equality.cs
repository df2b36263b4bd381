namespace Workflows.JavaScript.Values;

internal static partial class Operators
{
    public static bool StrictEquals(Realm realm, in JsValue a, in JsValue b)
    {
        if (a.IsNumber)
        {
            return b.IsNumber && a.Num == b.Num;
        }

        if (a.IsString)
        {
            return b.IsString && TextEquals(realm, a, b);
        }

        return ReferenceEquals(a.Ref, b.Ref) && a.Num == b.Num;
    }

    private static bool TextEquals(Realm realm, in JsValue a, in JsValue b)
    {
        if (ReferenceEquals(a.Ref, b.Ref))
        {
            return true;
        }

        if (a.StringLength != b.StringLength)
        {
            return false;
        }

        realm.Steps(a.StringLength >> 8);
        return string.Equals(a.AsString(), b.AsString(), StringComparison.Ordinal);
    }

    public static bool LooseEquals(Realm realm, in JsValue a, in JsValue b)
    {
        var x = a.Kind;
        var y = b.Kind;
        if (x == y || (a.IsNullish && b.IsNullish))
        {
            return x != y || StrictEquals(realm, a, b);
        }

        if (a.IsNullish || b.IsNullish)
        {
            return false;
        }

        if (x == Kind.Object)
        {
            return LooseEquals(realm, ToPrimitive(realm, a), b);
        }

        if (y == Kind.Object)
        {
            return LooseEquals(realm, a, ToPrimitive(realm, b));
        }

        return x != Kind.Symbol && y != Kind.Symbol && ToNumber(realm, a) == ToNumber(realm, b);
    }

    public static bool SameValue(in JsValue a, in JsValue b) => a.IsNumber && b.IsNumber
        ? a.Num.Equals(b.Num) && double.IsNegative(a.Num) == double.IsNegative(b.Num) || (double.IsNaN(a.Num) && double.IsNaN(b.Num))
        : SameNonNumber(a, b);

    public static bool SameValueZero(in JsValue a, in JsValue b) => a.IsNumber && b.IsNumber
        ? a.Num == b.Num || (double.IsNaN(a.Num) && double.IsNaN(b.Num))
        : SameNonNumber(a, b);

    private static bool SameNonNumber(in JsValue a, in JsValue b) => a.IsString && b.IsString
        ? a.StringLength == b.StringLength && string.Equals(a.AsString(), b.AsString(), StringComparison.Ordinal)
        : ReferenceEquals(a.Ref, b.Ref) && a.Num == b.Num;
}
