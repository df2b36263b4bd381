using System.Globalization;

namespace Workflows.JavaScript.BuiltIns;

internal static class NumberBuiltIns
{
    public static readonly Template Prototype = new Template()
        .Value("constructor", r => JsValue.Of(r[Intrinsic.Number]))
        .Method("toString", 1, ToText)
        .Method("toLocaleString", 0, static (r, self, _) => JsValue.Of(Locale(This(r, self))))
        .Method("valueOf", 0, static (r, self, _) => JsValue.Of(This(r, self)))
        .Method("toFixed", 1, ToFixed)
        .Method("toExponential", 1, ToExponential)
        .Method("toPrecision", 1, ToPrecision);

    public static readonly Template Statics = new Template()
        .Constant("MAX_SAFE_INTEGER", JsValue.Of(9007199254740991d))
        .Constant("MIN_SAFE_INTEGER", JsValue.Of(-9007199254740991d))
        .Constant("MAX_VALUE", JsValue.Of(double.MaxValue))
        .Constant("MIN_VALUE", JsValue.Of(double.Epsilon))
        .Constant("EPSILON", JsValue.Of(Math.Pow(2, -52)))
        .Constant("NaN", JsValue.NaN)
        .Constant("NEGATIVE_INFINITY", JsValue.Of(double.NegativeInfinity))
        .Constant("POSITIVE_INFINITY", JsValue.Of(double.PositiveInfinity))
        .Method("isFinite", 1, static (_, _, a) => JsValue.Of(a.At(0).IsNumber && double.IsFinite(a.At(0).Num)))
        .Method("isInteger", 1, static (_, _, a) => JsValue.Of(IsInteger(a.At(0))))
        .Method("isNaN", 1, static (_, _, a) => JsValue.Of(a.At(0).IsNumber && double.IsNaN(a.At(0).Num)))
        .Method("isSafeInteger", 1, static (_, _, a) => JsValue.Of(IsInteger(a.At(0)) && Math.Abs(a.At(0).Num) <= 9007199254740991d))
        .Value("parseFloat", ParseFloatFunction)
        .Value("parseInt", ParseIntFunction);

    public static JsValue ParseIntFunction(Realm realm) => realm.Shared("parseInt", 2, ParseInt);

    public static JsValue ParseFloatFunction(Realm realm) => realm.Shared("parseFloat", 1, ParseFloat);

    public static JsValue Construct(Realm realm, ReadOnlySpan<JsValue> a, JsObject? newTarget)
    {
        var value = JsValue.Of(a.Length == 0 ? 0 : Operators.ToNumber(realm, a[0]));
        return newTarget is null ? value : JsValue.Of(new PrimitiveObject(realm.PrototypeFor(newTarget, Intrinsic.NumberPrototype), value));
    }

    private static bool IsInteger(in JsValue value) => value.IsNumber && double.IsFinite(value.Num) && Math.Truncate(value.Num) == value.Num;

    private static double This(Realm realm, in JsValue self) => self.IsNumber
        ? self.Num
        : self.Ref is IPrimitiveHolder { Primitive: { IsNumber: true } inner } ? inner.Num : throw realm.TypeError("The value is not a number");

    private static string Locale(double number) => double.IsFinite(number)
        ? number.ToString("#,##0.###", CultureInfo.InvariantCulture)
        : double.IsNaN(number) ? "NaN" : number > 0 ? "\u221e" : "-\u221e";

    private static JsValue ToText(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var number = This(realm, self);
        var radix = a.At(0).IsUndefined ? 10 : Operators.ToInteger(realm, a.At(0));
        return radix is < 2 or > 36
            ? throw realm.RangeError("toString() radix must be between 2 and 36")
            : Radix(realm, number, (int)radix);
    }

    private static JsValue Radix(Realm realm, double number, int radix)
    {
        // Long numbers take as many divisions as they have digits.
        realm.Steps(radix == 10 || Math.Abs(number) is < 1e15 and > 1e-15 ? 0 : 64);
        return realm.Text(NumberText.FormatRadix(number, radix));
    }

    private static JsValue ToFixed(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var number = This(realm, self);
        var digits = Operators.ToInteger(realm, a.At(0));
        if (digits is < 0 or > 100)
        {
            throw realm.RangeError("toFixed() digits argument must be between 0 and 100");
        }

        if (!double.IsFinite(number) || Math.Abs(number) >= 1e21)
        {
            return realm.Text(NumberText.Format(number));
        }

        var text = ExactDecimal.Fixed(Math.Abs(number), (int)digits);
        return realm.Text(number < 0 ? "-" + text : text);
    }

    private static JsValue ToExponential(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var number = This(realm, self);
        var digits = Operators.ToInteger(realm, a.At(0));
        if (!double.IsFinite(number))
        {
            return JsValue.Of(NumberText.Format(number));
        }

        if (digits is < 0 or > 100)
        {
            throw realm.RangeError("toExponential() argument must be between 0 and 100");
        }

        if (a.At(0).IsUndefined)
        {
            digits = NumberText.Digits(number).Digits.Length - 1;
        }

        return realm.Text(Exponential(number, (int)digits));
    }

    private static string Exponential(double number, int digits)
    {
        var (text, exponent) = ExactDecimal.Significant(Math.Abs(number), digits + 1);
        return $"{(number < 0 ? "-" : "")}{(digits == 0 ? text : text[..1] + "." + text[1..])}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent).ToString(CultureInfo.InvariantCulture)}";
    }

    private static JsValue ToPrecision(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var number = This(realm, self);
        if (a.At(0).IsUndefined)
        {
            return realm.Text(NumberText.Format(number));
        }

        var precision = Operators.ToInteger(realm, a.At(0));
        if (!double.IsFinite(number))
        {
            return JsValue.Of(NumberText.Format(number));
        }

        if (precision is < 1 or > 100)
        {
            throw realm.RangeError("toPrecision() argument must be between 1 and 100");
        }

        var text = Exponential(number, (int)precision - 1);
        var e = text.IndexOf('e', StringComparison.Ordinal);
        var exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent < -6 || exponent >= precision)
        {
            return realm.Text(text);
        }

        var digits = text[(number < 0 ? 1 : 0)..e].Replace(".", "", StringComparison.Ordinal);
        var plain = exponent < 0
            ? "0." + new string('0', -exponent - 1) + digits
            : exponent + 1 == digits.Length ? digits : digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
        return realm.Text(number < 0 ? "-" + plain : plain);
    }

    private static JsValue ParseFloat(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var text = Operators.ToText(realm, a.At(0));
        realm.Steps(text.Length >> 6);
        NumberText.DecimalPrefix(NumberText.Trim(text, end: false), out var value);
        return JsValue.Of(value);
    }

    private static JsValue ParseInt(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        if (a.Length == 1 && a[0].IsNumber && Math.Abs(a[0].Num) is < 1e15 and >= 1)
        {
            return JsValue.Of(Math.Truncate(a[0].Num));
        }

        var text = Operators.ToText(realm, a.At(0));
        realm.Steps(text.Length >> 6);
        var radix = Operators.ToInt32(Operators.ToNumber(realm, a.At(1)));
        var span = NumberText.Trim(text, end: false);
        var negative = span.Length > 0 && span[0] == '-';
        if (span.Length > 0 && span[0] is '+' or '-')
        {
            span = span[1..];
        }

        if (radix is not 0 and (< 2 or > 36))
        {
            return JsValue.NaN;
        }

        if (radix is 0 or 16 && span.Length > 1 && span[0] == '0' && (span[1] | 0x20) == 'x')
        {
            span = span[2..];
            radix = 16;
        }

        radix = radix == 0 ? 10 : radix;
        var length = 0;
        while (length < span.Length && NumberText.DigitValue(span[length]) < radix)
        {
            length++;
        }

        if (length == 0)
        {
            return JsValue.NaN;
        }

        var value = radix == 10
            ? double.Parse(span[..length], NumberStyles.None, CultureInfo.InvariantCulture)
            : NumberText.ParseRadix(span[..length].TrimStart('0'), radix);
        return JsValue.Of(negative ? -value : value);
    }
}
