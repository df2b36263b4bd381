using System.Text;

namespace Workflows.JavaScript.BuiltIns;

/// <summary>The functions through which strings use regular expressions.</summary>
internal static partial class RegExpBuiltIns
{
    private static JsValue Match(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var regex = This(realm, self);
        var text = Operators.ToText(realm, a.At(0));
        var flags = Operators.ToText(realm, regex.Get(realm, FlagsKey));
        if (!flags.Contains('g', StringComparison.Ordinal))
        {
            return JsValue.OrNull(Exec(realm, regex, text));
        }

        var unicode = flags.Contains('u', StringComparison.Ordinal);
        regex.Put(realm, LastIndexKey, JsValue.Of(0));
        JsArray? result = null;
        while (Exec(realm, regex, text) is { } match)
        {
            realm.Step();
            var matched = Operators.ToText(realm, match.GetIndex(realm, 0));
            (result ??= realm.NewArray([])).Append(realm, JsValue.Of(matched));
            if (matched.Length == 0)
            {
                Advance(realm, regex, text, unicode);
            }
        }

        return JsValue.OrNull(result);
    }

    private static JsValue MatchAll(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var regex = This(realm, self);
        var text = Operators.ToText(realm, a.At(0));
        var constructor = Operators.SpeciesConstructor(realm, regex, (JsFunction)realm[Intrinsic.RegExp]);
        var flags = Operators.ToText(realm, regex.Get(realm, FlagsKey));
        var copy = (JsObject)constructor.Construct(realm, [self, JsValue.Of(flags)], constructor).Ref!;
        copy.Put(realm, LastIndexKey, JsValue.Of(Operators.ToLength(realm, regex.Get(realm, LastIndexKey))));
        return JsValue.Of(new RegExpStringIterator(
            realm[Intrinsic.RegExpStringIteratorPrototype], copy, text, flags.Contains('g', StringComparison.Ordinal), flags.Contains('u', StringComparison.Ordinal)));
    }

    private static JsValue Search(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var regex = This(realm, self);
        var text = Operators.ToText(realm, a.At(0));
        var before = regex.Get(realm, LastIndexKey);
        if (!Operators.SameValue(before, JsValue.Of(0)))
        {
            regex.Put(realm, LastIndexKey, JsValue.Of(0));
        }

        var match = Exec(realm, regex, text);
        if (!Operators.SameValue(regex.Get(realm, LastIndexKey), before))
        {
            regex.Put(realm, LastIndexKey, before);
        }

        return match is null ? JsValue.Of(-1) : match.Get(realm, "index");
    }

    private static JsValue Replace(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var regex = This(realm, self);
        var text = Operators.ToText(realm, a.At(0));
        var function = a.At(1).AsFunction();
        var template = function is null ? Operators.ToText(realm, a.At(1)) : "";
        var flags = Operators.ToText(realm, regex.Get(realm, FlagsKey));
        var global = flags.Contains('g', StringComparison.Ordinal);
        var unicode = flags.Contains('u', StringComparison.Ordinal);
        if (global)
        {
            regex.Put(realm, LastIndexKey, JsValue.Of(0));
        }

        var matches = new List<JsObject>();
        while (Exec(realm, regex, text) is { } match)
        {
            realm.Step();
            realm.Charge(8);
            matches.Add(match);
            if (!global)
            {
                break;
            }

            if (Operators.ToText(realm, match.GetIndex(realm, 0)).Length == 0)
            {
                Advance(realm, regex, text, unicode);
            }
        }

        var result = new StringBuilder();
        var end = 0;
        foreach (var match in matches)
        {
            realm.Step();
            var matched = Operators.ToText(realm, match.GetIndex(realm, 0));
            var count = Math.Max(Operators.LengthOf(realm, match) - 1, 0);
            var position = (int)Math.Clamp(Operators.ToInteger(realm, match.Get(realm, "index")), 0, text.Length);
            var captures = new List<JsValue>();
            for (var i = 1; i <= count; i++)
            {
                realm.Step();
                realm.Charge(16);
                var capture = match.GetIndex(realm, (uint)i);
                captures.Add(capture.IsUndefined ? capture : JsValue.Of(Operators.ToText(realm, capture)));
            }

            var groups = match.Get(realm, "groups");
            var piece = new StringBuilder();
            if (function is not null)
            {
                List<JsValue> arguments = [JsValue.Of(matched), .. captures, JsValue.Of(position), JsValue.Of(text)];
                if (!groups.IsUndefined)
                {
                    arguments.Add(groups);
                }

                piece.Append(Operators.ToText(realm, function.Call(realm, default, arguments.ToArray())));
            }
            else
            {
                groups = groups.IsUndefined ? groups : JsValue.Of(Operators.ToObject(realm, groups));
                StringBuiltIns.Expand(realm, piece, template, text, matched, position, captures.ToArray(), groups);
            }

            if (position >= end)
            {
                result.Append(text, end, position - end).Append(piece);
                end = position + matched.Length;
                Operators.CheckLength(realm, result.Length);
            }
        }

        return realm.Text(end >= text.Length ? result.ToString() : result.Append(text, end, text.Length - end).ToString());
    }

    private static JsValue Split(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var regex = This(realm, self);
        var text = Operators.ToText(realm, a.At(0));
        var constructor = Operators.SpeciesConstructor(realm, regex, (JsFunction)realm[Intrinsic.RegExp]);
        var flags = Operators.ToText(realm, regex.Get(realm, FlagsKey));
        var unicode = flags.Contains('u', StringComparison.Ordinal);
        var sticky = flags.Contains('y', StringComparison.Ordinal) ? flags : flags + "y";
        var splitter = (JsObject)constructor.Construct(realm, [self, JsValue.Of(sticky)], constructor).Ref!;
        var limit = a.At(1).IsUndefined ? uint.MaxValue : Operators.ToUint32(Operators.ToNumber(realm, a.At(1)));
        var result = realm.NewArray([]);
        if (limit == 0)
        {
            return JsValue.Of(result);
        }

        if (text.Length == 0)
        {
            if (Exec(realm, splitter, text) is null)
            {
                result.Append(realm, JsValue.Of(text));
            }

            return JsValue.Of(result);
        }

        var start = 0;
        var at = 0;
        while (at < text.Length)
        {
            realm.Step();
            splitter.Put(realm, LastIndexKey, JsValue.Of(at));
            var match = Exec(realm, splitter, text);
            var end = match is null ? 0 : (int)Math.Min(Operators.ToLength(realm, splitter.Get(realm, LastIndexKey)), text.Length);
            if (match is null || end == start)
            {
                at += Step(text, at, unicode);
                continue;
            }

            result.Append(realm, realm.Text(text[start..at]));
            if (result.Length == limit)
            {
                return JsValue.Of(result);
            }

            start = end;
            var count = Math.Max(Operators.LengthOf(realm, match) - 1, 0);
            for (var i = 1; i <= count; i++)
            {
                realm.Step();
                result.Append(realm, match.GetIndex(realm, (uint)i));
                if (result.Length == limit)
                {
                    return JsValue.Of(result);
                }
            }

            at = start;
        }

        result.Append(realm, realm.Text(text[start..]));
        return JsValue.Of(result);
    }
}
