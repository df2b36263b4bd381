using System.Text;

namespace Workflows.JavaScript.BuiltIns;

internal static partial class StringBuiltIns
{
    private static JsValue Normalize(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var text = This(realm, self);
        var form = (a.At(0).IsUndefined ? "NFC" : Operators.ToText(realm, a.At(0))) switch
        {
            "NFC" => NormalizationForm.FormC,
            "NFD" => NormalizationForm.FormD,
            "NFKC" => NormalizationForm.FormKC,
            "NFKD" => NormalizationForm.FormKD,
            _ => throw realm.RangeError("The normalization form should be one of NFC, NFD, NFKC, NFKD"),
        };
        realm.Steps(text.Length >> 4);
        return WellFormed(realm, text) is null ? realm.Text(text.Normalize(form)) : JsValue.Of(text);
    }

    private static JsValue Pad(Realm realm, in JsValue self, ReadOnlySpan<JsValue> a, bool start)
    {
        var text = This(realm, self);
        var length = Operators.ToLength(realm, a.At(0));
        if (length <= text.Length)
        {
            return JsValue.Of(text);
        }

        var filler = a.At(1).IsUndefined ? " " : Operators.ToText(realm, a.At(1));
        if (filler.Length == 0)
        {
            return JsValue.Of(text);
        }

        Operators.CheckLength(realm, (long)Math.Min(length, long.MaxValue / 4));
        var count = (int)length - text.Length;
        realm.Charge((long)length * 4);
        var padding = new StringBuilder(count);
        while (padding.Length < count)
        {
            padding.Append(filler, 0, Math.Min(filler.Length, count - padding.Length));
        }

        return realm.Text(start ? padding + text : text + padding);
    }

    private static JsValue Repeat(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var text = This(realm, self);
        var count = Operators.ToInteger(realm, a.At(0));
        if (count < 0 || double.IsInfinity(count))
        {
            throw realm.RangeError($"Invalid count value: {NumberText.Format(count)}");
        }

        if (count == 0 || text.Length == 0)
        {
            return JsValue.Of("");
        }

        var total = text.Length * count;
        if (total > Operators.MaxStringLength)
        {
            throw realm.RangeError("Invalid string length");
        }

        realm.Charge(((long)total * 2) + 24);
        realm.Steps((long)total >> 7);
        return JsValue.Of(string.Create((int)total, text, static (span, piece) =>
        {
            piece.CopyTo(span);
            var filled = piece.Length;
            while (filled < span.Length)
            {
                var part = Math.Min(filled, span.Length - filled);
                span[..part].CopyTo(span[filled..]);
                filled += part;
            }
        }));
    }

    /// <summary>Hands over to the argument's own method (a regular expression's), or makes a regular expression of it.</summary>
    private static JsValue Delegate(Realm realm, in JsValue self, ReadOnlySpan<JsValue> a, JsSymbol symbol, string flags)
    {
        if (self.IsNullish)
        {
            throw realm.TypeError("String.prototype method called on null or undefined");
        }

        if (a.At(0).IsObject && Operators.GetMethod(realm, a[0], symbol) is { } method)
        {
            return method.Call(realm, a[0], [self]);
        }

        var text = Operators.ToText(realm, self);
        var pattern = a.At(0).IsUndefined ? "" : Operators.ToText(realm, a.At(0));
        var regex = RegExpBuiltIns.Create(realm, pattern, flags, realm[Intrinsic.RegExpPrototype]);
        return regex.Get(realm, symbol).Ref is JsFunction function
            ? function.Call(realm, JsValue.Of(regex), [JsValue.Of(text)])
            : throw realm.TypeError("The method of the regular expression is not a function");
    }

    private static JsValue MatchAll(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        if (a.At(0).IsObject && !self.IsNullish && RegExpBuiltIns.IsRegExp(realm, a[0]))
        {
            var flags = Operators.GetMember(realm, a[0], (PropertyKey)"flags");
            if (flags.IsNullish || !Operators.ToText(realm, flags).Contains('g', StringComparison.Ordinal))
            {
                throw realm.TypeError("String.prototype.matchAll called with a non-global RegExp argument");
            }
        }

        return Delegate(realm, self, a, JsSymbol.MatchAll, "g");
    }

    private static JsValue Replace(Realm realm, in JsValue self, ReadOnlySpan<JsValue> a, bool all)
    {
        if (self.IsNullish)
        {
            throw realm.TypeError("String.prototype.replace called on null or undefined");
        }

        if (a.At(0).IsObject)
        {
            if (all && RegExpBuiltIns.IsRegExp(realm, a[0]))
            {
                var flags = Operators.GetMember(realm, a[0], (PropertyKey)"flags");
                if (flags.IsNullish || !Operators.ToText(realm, flags).Contains('g', StringComparison.Ordinal))
                {
                    throw realm.TypeError("replaceAll must be called with a global RegExp");
                }
            }

            if (Operators.GetMethod(realm, a[0], JsSymbol.Replace) is { } method)
            {
                return method.Call(realm, a[0], [self, a.At(1)]);
            }
        }

        var text = Operators.ToText(realm, self);
        var search = Operators.ToText(realm, a.At(0));
        var function = a.At(1).AsFunction();
        var template = function is null ? Operators.ToText(realm, a.At(1)) : "";
        var result = new StringBuilder();
        var end = 0;
        var at = IndexOf(realm, text, search, 0);
        if (at < 0)
        {
            return JsValue.Of(text);
        }

        while (at >= 0)
        {
            realm.Step();
            result.Append(text, end, at - end);
            if (function is not null)
            {
                result.Append(Operators.ToText(realm, function.Call(realm, default, [JsValue.Of(search), JsValue.Of(at), JsValue.Of(text)])));
            }
            else
            {
                Expand(realm, result, template, text, search, at, [], default);
            }

            Operators.CheckLength(realm, result.Length);
            end = at + search.Length;
            var next = at + Math.Max(search.Length, 1);
            at = all && next <= text.Length ? IndexOf(realm, text, search, next) : -1;
        }

        result.Append(text, end, text.Length - end);
        return realm.Text(result.ToString());
    }

    /// <summary>GetSubstitution: fills the $ patterns of a replacement.</summary>
    public static void Expand(
        Realm realm, StringBuilder result, string template, string text, string matched, int position, ReadOnlySpan<JsValue> captures, in JsValue groups)
    {
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] != '$' || i + 1 >= template.Length)
            {
                result.Append(template[i]);
                continue;
            }

            realm.Step();
            var next = template[i + 1];
            if (next == '$')
            {
                result.Append('$');
                i++;
            }
            else if (next == '&')
            {
                result.Append(matched);
                i++;
            }
            else if (next == '`')
            {
                result.Append(text, 0, position);
                i++;
            }
            else if (next == '\'')
            {
                var tail = Math.Min(position + matched.Length, text.Length);
                result.Append(text, tail, text.Length - tail);
                i++;
            }
            else if (char.IsAsciiDigit(next))
            {
                i += Capture(realm, result, template, i, captures);
            }
            else if (next == '<' && !groups.IsUndefined && template.IndexOf('>', i) is var close && close >= 0)
            {
                var value = Operators.GetMember(realm, groups, PropertyKey.Of(template[(i + 2)..close]));
                result.Append(value.IsUndefined ? "" : Operators.ToText(realm, value));
                i = close;
            }
            else
            {
                result.Append('$');
            }

            Operators.CheckLength(realm, result.Length);
        }
    }

    /// <summary>Appends a numbered capture, preferring two digits; returns how many characters behind the dollar were used.</summary>
    private static int Capture(Realm realm, StringBuilder result, string template, int at, ReadOnlySpan<JsValue> captures)
    {
        var used = 1;
        var number = template[at + 1] - '0';
        if (at + 2 < template.Length && char.IsAsciiDigit(template[at + 2]))
        {
            var two = (number * 10) + template[at + 2] - '0';
            if (two >= 1 && two <= captures.Length)
            {
                number = two;
                used = 2;
            }
        }

        if (number < 1 || number > captures.Length)
        {
            result.Append('$');
            return 0;
        }

        var value = captures[number - 1];
        result.Append(value.IsUndefined ? "" : Operators.ToText(realm, value));
        return used;
    }

    private static JsValue Split(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        if (self.IsNullish)
        {
            throw realm.TypeError("String.prototype.split called on null or undefined");
        }

        if (a.At(0).IsObject && Operators.GetMethod(realm, a[0], JsSymbol.Split) is { } method)
        {
            return method.Call(realm, a[0], [self, a.At(1)]);
        }

        var text = Operators.ToText(realm, self);
        var limit = a.At(1).IsUndefined ? uint.MaxValue : Operators.ToUint32(Operators.ToNumber(realm, a.At(1)));
        var separator = Operators.ToText(realm, a.At(0));
        var result = realm.NewArray([]);
        if (limit == 0)
        {
            return JsValue.Of(result);
        }

        if (a.At(0).IsUndefined)
        {
            result.Append(realm, JsValue.Of(text));
            return JsValue.Of(result);
        }

        if (separator.Length == 0)
        {
            for (var i = 0; i < text.Length && result.Length < limit; i++)
            {
                realm.Step();
                result.Append(realm, Operators.Character(text[i]));
            }

            return JsValue.Of(result);
        }

        var start = 0;
        while (result.Length < limit)
        {
            realm.Step();
            var at = IndexOf(realm, text, separator, start);
            if (at < 0)
            {
                result.Append(realm, realm.Text(text[start..]));
                break;
            }

            result.Append(realm, realm.Text(text[start..at]));
            start = at + separator.Length;
        }

        return JsValue.Of(result);
    }
}
