using System.Globalization;
using System.Text;

namespace Workflows.JavaScript.BuiltIns;

internal static partial class StringBuiltIns
{
    public static readonly Template Statics = new Template()
        .Method("fromCharCode", 1, static (r, _, a) =>
        {
            var text = new StringBuilder(a.Length);
            foreach (var value in a)
            {
                text.Append((char)Operators.ToInt32(Operators.ToNumber(r, value)));
            }

            return r.Text(text.ToString());
        })
        .Method("fromCodePoint", 1, FromCodePoint)
        .Method("raw", 1, Raw);

    public static readonly Template Prototype = WithHtml(new Template()
        .Value("constructor", r => JsValue.Of(r[Intrinsic.String]))
        .Constant("length", JsValue.Of(0))
        .Method("at", 1, static (r, self, a) =>
        {
            var text = This(r, self);
            var at = Operators.ToInteger(r, a.At(0));
            at = at < 0 ? text.Length + at : at;
            return at < 0 || at >= text.Length ? default : Operators.Character(text[(int)at]);
        })
        .Method("charAt", 1, static (r, self, a) =>
        {
            var text = This(r, self);
            var at = Operators.ToInteger(r, a.At(0));
            return at < 0 || at >= text.Length ? JsValue.Of("") : Operators.Character(text[(int)at]);
        })
        .Method("charCodeAt", 1, static (r, self, a) =>
        {
            var text = This(r, self);
            var at = Operators.ToInteger(r, a.At(0));
            return at < 0 || at >= text.Length ? JsValue.NaN : JsValue.Of(text[(int)at]);
        })
        .Method("codePointAt", 1, static (r, self, a) =>
        {
            var text = This(r, self);
            var at = Operators.ToInteger(r, a.At(0));
            return at < 0 || at >= text.Length ? default : JsValue.Of(CodePoint(text, (int)at));
        })
        .Method("concat", 1, static (r, self, a) =>
        {
            var result = JsValue.Of(This(r, self));
            foreach (var value in a)
            {
                result = Operators.Concat(r, result, JsValue.Of(Operators.ToText(r, value)));
            }

            return result;
        })
        .Method("endsWith", 1, EndsWith)
        .Method("includes", 1, static (r, self, a) => JsValue.Of(Find(r, self, a, "includes") >= 0))
        .Method("indexOf", 1, static (r, self, a) => JsValue.Of(Find(r, self, a, null)))
        .Method("isWellFormed", 0, static (r, self, _) => JsValue.Of(WellFormed(r, This(r, self)) is null))
        .Method("lastIndexOf", 1, LastIndexOf)
        .Method("localeCompare", 1, static (r, self, a) =>
        {
            var text = This(r, self);
            var other = Operators.ToText(r, a.At(0));
            r.Steps((text.Length + other.Length) >> 4);
            return JsValue.Of(Math.Sign(CultureInfo.InvariantCulture.CompareInfo.Compare(text.Normalize(), other.Normalize())));
        })
        .Method("match", 1, static (r, self, a) => Delegate(r, self, a, JsSymbol.Match, ""))
        .Method("matchAll", 1, MatchAll)
        .Method("normalize", 0, Normalize)
        .Method("padEnd", 1, static (r, self, a) => Pad(r, self, a, false))
        .Method("padStart", 1, static (r, self, a) => Pad(r, self, a, true))
        .Method("repeat", 1, Repeat)
        .Method("replace", 2, static (r, self, a) => Replace(r, self, a, false))
        .Method("replaceAll", 2, static (r, self, a) => Replace(r, self, a, true))
        .Method("search", 1, static (r, self, a) => Delegate(r, self, a, JsSymbol.Search, ""))
        .Method("slice", 2, static (r, self, a) =>
        {
            var text = This(r, self);
            var from = Arguments.Relative(r, a.At(0), text.Length, 0);
            return Part(r, text, from, Arguments.Relative(r, a.At(1), text.Length, text.Length));
        })
        .Method("split", 2, Split)
        .Method("startsWith", 1, StartsWith)
        .Method("substr", 2, static (r, self, a) =>
        {
            var text = This(r, self);
            var from = Arguments.Relative(r, a.At(0), text.Length, 0);
            var length = a.At(1).IsUndefined ? text.Length - from : Operators.ToInteger(r, a.At(1));
            return Part(r, text, from, Math.Min(from + Math.Max(length, 0), text.Length));
        })
        .Method("substring", 2, static (r, self, a) =>
        {
            var text = This(r, self);
            var from = Math.Clamp(Operators.ToInteger(r, a.At(0)), 0, text.Length);
            var to = a.At(1).IsUndefined ? text.Length : Math.Clamp(Operators.ToInteger(r, a.At(1)), 0, text.Length);
            return Part(r, text, Math.Min(from, to), Math.Max(from, to));
        })
        .Method("toLocaleLowerCase", 0, static (r, self, _) => r.Text(CaseMapping.Lower(This(r, self))))
        .Method("toLocaleUpperCase", 0, static (r, self, _) => r.Text(CaseMapping.Upper(This(r, self))))
        .Method("toLowerCase", 0, static (r, self, _) => r.Text(CaseMapping.Lower(This(r, self))))
        .Method("toString", 0, Value)
        .Method("toUpperCase", 0, static (r, self, _) => r.Text(CaseMapping.Upper(This(r, self))))
        .Method("toWellFormed", 0, static (r, self, _) =>
        {
            var text = This(r, self);
            return r.Text(WellFormed(r, text) ?? text);
        })
        .Method("trim", 0, static (r, self, _) => Trim(r, self, true, true))
        .Value("trimEnd", r => r.Shared("trimEnd", 0, TrimEnd))
        .Value("trimLeft", r => r.Shared("trimStart", 0, TrimStart))
        .Value("trimRight", r => r.Shared("trimEnd", 0, TrimEnd))
        .Value("trimStart", r => r.Shared("trimStart", 0, TrimStart))
        .Method("valueOf", 0, Value)
        .Method(JsSymbol.Iterator, "[Symbol.iterator]", 0, static (r, self, _) =>
            JsValue.Of(new StringIterator(r[Intrinsic.StringIteratorPrototype], This(r, self)))));

    public static JsValue Construct(Realm realm, ReadOnlySpan<JsValue> a, JsObject? newTarget)
    {
        if (newTarget is null && a.At(0).Ref is JsSymbol symbol)
        {
            return realm.Text(symbol.ToString());
        }

        var text = a.Length == 0 ? "" : Operators.ToText(realm, a[0]);
        return newTarget is null ? JsValue.Of(text) : JsValue.Of(new StringObject(realm.PrototypeFor(newTarget, Intrinsic.StringPrototype), text));
    }

    public static int CodePoint(string text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? char.ConvertToUtf32(text[at], text[at + 1]) : text[at];

    /// <summary>The text of this; null and undefined are refused.</summary>
    private static string This(Realm realm, in JsValue self)
    {
        if (self.Ref is string plain)
        {
            return plain;
        }

        return self.IsNullish
            ? throw realm.TypeError("String.prototype method called on null or undefined")
            : Operators.ToText(realm, self);
    }

    private static JsValue Value(Realm realm, JsValue self, ReadOnlySpan<JsValue> a) => self.IsString
        ? self
        : self.Ref is IPrimitiveHolder { Primitive: { IsString: true } inner } ? inner : throw realm.TypeError("The value is not a string");

    private static JsValue Part(Realm realm, string text, double from, double to) => from >= to
        ? JsValue.Of("")
        : to - from == 1 ? Operators.Character(text[(int)from]) : realm.Text(text[(int)from..(int)to]);

    private static JsValue TrimStart(Realm realm, JsValue self, ReadOnlySpan<JsValue> a) => Trim(realm, self, true, false);

    private static JsValue TrimEnd(Realm realm, JsValue self, ReadOnlySpan<JsValue> a) => Trim(realm, self, false, true);

    private static JsValue Trim(Realm realm, in JsValue self, bool start, bool end)
    {
        var text = This(realm, self);
        var trimmed = NumberText.Trim(text, start, end);
        realm.Steps((text.Length - trimmed.Length) >> 5);
        return trimmed.Length == text.Length ? JsValue.Of(text) : realm.Text(trimmed.ToString());
    }

    private static string Pattern(Realm realm, in JsValue value, string method)
    {
        if (value.Ref is JsObject o)
        {
            var match = o.Get(realm, JsSymbol.Match);
            if (match.IsUndefined ? o is RegExpObject : Operators.ToBoolean(match))
            {
                throw realm.TypeError($"First argument to String.prototype.{method} must not be a regular expression");
            }
        }

        return Operators.ToText(realm, value);
    }

    private static int Find(Realm realm, in JsValue self, ReadOnlySpan<JsValue> a, string? method)
    {
        var text = This(realm, self);
        var search = method is null ? Operators.ToText(realm, a.At(0)) : Pattern(realm, a.At(0), method);
        var from = (int)Math.Clamp(Operators.ToInteger(realm, a.At(1)), 0, text.Length);
        return IndexOf(realm, text, search, from);
    }

    private static JsValue LastIndexOf(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var text = This(realm, self);
        var search = Operators.ToText(realm, a.At(0));
        var number = Operators.ToNumber(realm, a.At(1));
        var from = double.IsNaN(number) ? text.Length : Math.Clamp(Math.Truncate(number), 0, text.Length);
        realm.Steps(text.Length >> 7);
        for (var i = (int)Math.Min(from, text.Length - search.Length); i >= 0; i--)
        {
            if ((i & 63) == 0)
            {
                realm.Step();
            }

            if (search.Length > 0 && text[i] != search[0])
            {
                continue;
            }

            realm.Steps((search.Length >> 8) + 1);
            if (string.CompareOrdinal(text, i, search, 0, search.Length) == 0)
            {
                return JsValue.Of(i);
            }
        }

        return JsValue.Of(-1);
    }

    private static JsValue StartsWith(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var text = This(realm, self);
        var search = Pattern(realm, a.At(0), "startsWith");
        var from = (int)Math.Clamp(Operators.ToInteger(realm, a.At(1)), 0, text.Length);
        return JsValue.Of(text.AsSpan(from).StartsWith(search, StringComparison.Ordinal));
    }

    private static JsValue EndsWith(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var text = This(realm, self);
        var search = Pattern(realm, a.At(0), "endsWith");
        var end = a.At(1).IsUndefined ? text.Length : (int)Math.Clamp(Operators.ToInteger(realm, a.At(1)), 0, text.Length);
        return JsValue.Of(text.AsSpan(0, end).EndsWith(search, StringComparison.Ordinal));
    }

    private static JsValue FromCodePoint(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var text = new StringBuilder();
        foreach (var value in a)
        {
            var point = Operators.ToNumber(realm, value);
            if (point != Math.Truncate(point) || point is < 0 or > 0x10FFFF || double.IsNaN(point))
            {
                throw realm.RangeError($"Invalid code point {NumberText.Format(point)}");
            }

            if (point > 0xFFFF)
            {
                text.Append(char.ConvertFromUtf32((int)point));
            }
            else
            {
                text.Append((char)point);
            }
        }

        return realm.Text(text.ToString());
    }

    private static JsValue Raw(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var raw = Operators.ToObject(realm, Operators.ToObject(realm, a.At(0)).Get(realm, "raw"));
        var length = Operators.LengthOf(realm, raw);
        var result = JsValue.Of("");
        for (double i = 0; i < length; i++)
        {
            realm.Step();
            result = Operators.Concat(realm, result, JsValue.Of(Operators.ToText(realm, ArrayBuiltIns.Get(realm, raw, i))));
            if (i + 1 < length && i + 1 < a.Length)
            {
                result = Operators.Concat(realm, result, JsValue.Of(Operators.ToText(realm, a[(int)i + 1])));
            }
        }

        return result;
    }

    /// <summary>The text with lone surrogates replaced, or null when there are none.</summary>
    private static string? WellFormed(Realm realm, string text)
    {
        realm.Steps(text.Length >> 6);
        var result = new StringBuilder(text);
        var changed = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                result[i] = '\ufffd';
                changed = true;
            }
        }

        return changed ? result.ToString() : null;
    }
}
