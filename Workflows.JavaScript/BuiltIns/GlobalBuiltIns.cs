using System.Globalization;
using System.Text;

namespace Workflows.JavaScript.BuiltIns;

/// <summary>The global object: values, functions and the constructors.</summary>
internal static class GlobalBuiltIns
{
    private const string UriReserved = ";/?:@&=+$,";
    private const string UriUnescaped = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()";

    public static readonly Template Template = new Template()
        .Value("globalThis", r => JsValue.Of(r.Global))
        .Constant("undefined", default)
        .Constant("NaN", JsValue.NaN)
        .Constant("Infinity", JsValue.Of(double.PositiveInfinity))
        .Value("Object", r => JsValue.Of(r[Intrinsic.Object]))
        .Value("Function", r => JsValue.Of(r[Intrinsic.Function]))
        .Value("Array", r => JsValue.Of(r[Intrinsic.Array]))
        .Value("String", r => JsValue.Of(r[Intrinsic.String]))
        .Value("Number", r => JsValue.Of(r[Intrinsic.Number]))
        .Value("Boolean", r => JsValue.Of(r[Intrinsic.Boolean]))
        .Value("Symbol", r => JsValue.Of(r[Intrinsic.Symbol]))
        .Value("Error", r => JsValue.Of(r[Intrinsic.Error]))
        .Value("TypeError", r => JsValue.Of(r[Intrinsic.TypeError]))
        .Value("RangeError", r => JsValue.Of(r[Intrinsic.RangeError]))
        .Value("ReferenceError", r => JsValue.Of(r[Intrinsic.ReferenceError]))
        .Value("SyntaxError", r => JsValue.Of(r[Intrinsic.SyntaxError]))
        .Value("URIError", r => JsValue.Of(r[Intrinsic.UriError]))
        .Value("EvalError", r => JsValue.Of(r[Intrinsic.EvalError]))
        .Value("Map", r => JsValue.Of(r[Intrinsic.Map]))
        .Value("Set", r => JsValue.Of(r[Intrinsic.Set]))
        .Value("WeakMap", r => JsValue.Of(r[Intrinsic.WeakMap]))
        .Value("WeakSet", r => JsValue.Of(r[Intrinsic.WeakSet]))
        .Value("Date", r => JsValue.Of(r[Intrinsic.Date]))
        .Value("RegExp", r => JsValue.Of(r[Intrinsic.RegExp]))
        .Value("Math", r => JsValue.Of(r[Intrinsic.Math]))
        .Value("JSON", r => JsValue.Of(r[Intrinsic.Json]))
        .Value("Reflect", r => JsValue.Of(r[Intrinsic.Reflect]))
        .Value("parseInt", NumberBuiltIns.ParseIntFunction)
        .Value("parseFloat", NumberBuiltIns.ParseFloatFunction)
        .Method("isNaN", 1, static (r, _, a) => JsValue.Of(double.IsNaN(Operators.ToNumber(r, a.At(0)))))
        .Method("isFinite", 1, static (r, _, a) => JsValue.Of(double.IsFinite(Operators.ToNumber(r, a.At(0)))))
        .Method("encodeURIComponent", 1, static (r, _, a) => Encode(r, a.At(0), UriUnescaped))
        .Method("encodeURI", 1, static (r, _, a) => Encode(r, a.At(0), UriReserved + UriUnescaped + "#"))
        .Method("decodeURIComponent", 1, static (r, _, a) => Decode(r, a.At(0), ""))
        .Method("decodeURI", 1, static (r, _, a) => Decode(r, a.At(0), UriReserved + "#"))
        .Method("escape", 1, static (r, _, a) => Escape(r, a.At(0)))
        .Method("unescape", 1, static (r, _, a) => Unescape(r, a.At(0)))
        .Value("eval", EvalBuiltIn.Function);

    private static JsValue Encode(Realm realm, in JsValue value, string unescaped)
    {
        var text = Operators.ToText(realm, value);
        realm.Charge(text.Length * 6L);
        var result = new StringBuilder(text.Length);
        Span<byte> bytes = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            Pace(realm, i);
            if (unescaped.Contains(c, StringComparison.Ordinal))
            {
                result.Append(c);
                continue;
            }

            if (Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var used) != System.Buffers.OperationStatus.Done)
            {
                throw realm.UriError("URI malformed");
            }

            i += used - 1;
            var count = rune.EncodeToUtf8(bytes);
            for (var b = 0; b < count; b++)
            {
                result.Append('%').Append(bytes[b].ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return realm.Text(result.ToString());
    }

    private static JsValue Decode(Realm realm, in JsValue value, string reserved)
    {
        var text = Operators.ToText(realm, value);
        realm.Steps(text.Length >> 4);
        var result = new StringBuilder(text.Length);
        Span<byte> bytes = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            Pace(realm, i);
            if (text[i] != '%')
            {
                result.Append(text[i]);
                continue;
            }

            var start = i;
            var first = HexByte(realm, text, i);
            i += 2;
            if (first < 0x80)
            {
                if (reserved.Contains((char)first, StringComparison.Ordinal))
                {
                    result.Append(text, start, 3);
                }
                else
                {
                    result.Append((char)first);
                }

                continue;
            }

            var count = first >> 5 == 6 ? 2 : first >> 4 == 14 ? 3 : first >> 3 == 30 ? 4 : throw realm.UriError("URI malformed");
            bytes[0] = (byte)first;
            for (var b = 1; b < count; b++)
            {
                if (i + 1 >= text.Length || text[i + 1] != '%')
                {
                    throw realm.UriError("URI malformed");
                }

                bytes[b] = (byte)HexByte(realm, text, i + 1);
                i += 3;
            }

            if (Rune.DecodeFromUtf8(bytes[..count], out var rune, out var used) != System.Buffers.OperationStatus.Done || used != count)
            {
                throw realm.UriError("URI malformed");
            }

            result.Append(rune.ToString());
        }

        return realm.Text(result.ToString());
    }

    /// <summary>Looks after the limits every so many characters of a long text.</summary>
    private static void Pace(Realm realm, int position)
    {
        if ((position & 31) == 0)
        {
            realm.Step();
        }
    }

    private static int HexByte(Realm realm, string text, int at)
    {
        var high = at + 2 < text.Length ? Characters.HexValue(text[at + 1]) : -1;
        var low = at + 2 < text.Length ? Characters.HexValue(text[at + 2]) : -1;
        return high < 0 || low < 0 ? throw realm.UriError("URI malformed") : (high * 16) + low;
    }

    private static JsValue Escape(Realm realm, in JsValue value)
    {
        var text = Operators.ToText(realm, value);
        realm.Steps(text.Length >> 4);
        realm.Charge(text.Length * 12L);
        var result = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || "@*_+-./".Contains(c, StringComparison.Ordinal))
            {
                result.Append(c);
            }
            else
            {
                result.Append(c < 256 ? "%" : "%u").Append(((int)c).ToString(c < 256 ? "X2" : "X4", CultureInfo.InvariantCulture));
            }
        }

        return realm.Text(result.ToString());
    }

    private static JsValue Unescape(Realm realm, in JsValue value)
    {
        var text = Operators.ToText(realm, value);
        realm.Steps(text.Length >> 4);
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var wide = i + 1 < text.Length && text[i + 1] == 'u';
            var from = i + (wide ? 2 : 1);
            var digits = wide ? 4 : 2;
            if (text[i] == '%' && from + digits <= text.Length &&
                int.TryParse(text.AsSpan(from, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                result.Append((char)code);
                i = from + digits - 1;
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return realm.Text(result.ToString());
    }
}
