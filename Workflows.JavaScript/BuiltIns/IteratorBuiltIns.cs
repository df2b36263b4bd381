namespace Workflows.JavaScript.BuiltIns;

internal enum IterationKind
{
    Keys,
    Values,
    Entries,
}

internal sealed class ArrayIterator(JsObject prototype, JsObject source, IterationKind kind) : JsObject(prototype)
{
    public JsObject? Source { get; set; } = source;

    public IterationKind Kind => kind;

    public double Position { get; set; }
}

internal sealed class CollectionIterator(JsObject prototype, CollectionObject source, IterationKind kind) : JsObject(prototype)
{
    public CollectionObject? Source { get; set; } = source;

    public IterationKind Kind => kind;

    public int Position { get; set; }
}

internal sealed class StringIterator(JsObject prototype, string text) : JsObject(prototype)
{
    public string Text => text;

    public int Position { get; set; }
}

internal sealed class RegExpStringIterator(JsObject prototype, JsObject regex, string text, bool global, bool unicode) : JsObject(prototype)
{
    public JsObject Regex => regex;

    public string Text => text;

    public bool Global => global;

    public bool Unicode => unicode;

    public bool Done { get; set; }
}

internal static class IteratorBuiltIns
{
    public static readonly Template Prototype = new Template()
        .Method(JsSymbol.Iterator, "[Symbol.iterator]", 0, static (_, self, _) => self);

    public static readonly Template ArrayPrototype = new Template()
        .Value("next", r => JsValue.Of(r.ArrayIteratorNext))
        .Constant(JsSymbol.ToStringTag, JsValue.Of("Array Iterator"), Attributes.Configurable);

    public static readonly Template MapPrototype = new Template()
        .Method("next", 0, static (r, self, a) => CollectionNext(r, self, true))
        .Constant(JsSymbol.ToStringTag, JsValue.Of("Map Iterator"), Attributes.Configurable);

    public static readonly Template SetPrototype = new Template()
        .Method("next", 0, static (r, self, a) => CollectionNext(r, self, false))
        .Constant(JsSymbol.ToStringTag, JsValue.Of("Set Iterator"), Attributes.Configurable);

    public static readonly Template StringPrototype = new Template()
        .Method("next", 0, StringNext)
        .Constant(JsSymbol.ToStringTag, JsValue.Of("String Iterator"), Attributes.Configurable);

    public static readonly Template RegExpStringPrototype = new Template()
        .Method("next", 0, RegExpNext)
        .Constant(JsSymbol.ToStringTag, JsValue.Of("RegExp String Iterator"), Attributes.Configurable);

    public static JsValue Result(Realm realm, in JsValue value, bool done)
    {
        var result = realm.NewObject();
        result.Add("value", value, Attributes.All);
        result.Add("done", JsValue.Of(done), Attributes.All);
        return JsValue.Of(result);
    }

    public static JsValue ArrayNext(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        if (self.Ref is not ArrayIterator iterator)
        {
            throw realm.TypeError("next was called on a value that is not an array iterator");
        }

        if (iterator.Source is not { } source)
        {
            return Result(realm, default, true);
        }

        var position = iterator.Position;
        if (position >= Operators.LengthOf(realm, source))
        {
            iterator.Source = null;
            return Result(realm, default, true);
        }

        iterator.Position = position + 1;
        var key = JsValue.Of(position);
        if (iterator.Kind == IterationKind.Keys)
        {
            return Result(realm, key, false);
        }

        var value = source.Get(realm, PropertyKey.Of((long)position));
        return Result(realm, iterator.Kind == IterationKind.Values ? value : JsValue.Of(realm.NewArray([key, value])), false);
    }

    private static JsValue CollectionNext(Realm realm, in JsValue self, bool map)
    {
        if (self.Ref is not CollectionIterator iterator || (iterator.Source is { } known && known.HasValues != map))
        {
            throw realm.TypeError("next was called on a value that is not an iterator of its kind");
        }

        if (iterator.Source is not { } source)
        {
            return Result(realm, default, true);
        }

        var position = iterator.Position;
        if (!source.Table.Next(ref position, out var key, out var value))
        {
            iterator.Source = null;
            return Result(realm, default, true);
        }

        iterator.Position = position;
        return Result(realm, iterator.Kind switch
        {
            IterationKind.Keys => key,
            IterationKind.Values => map ? value : key,
            _ => JsValue.Of(realm.NewArray([key, map ? value : key])),
        }, false);
    }

    private static JsValue StringNext(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        if (self.Ref is not StringIterator iterator)
        {
            throw realm.TypeError("next was called on a value that is not a string iterator");
        }

        var text = iterator.Text;
        var at = iterator.Position;
        if (at >= text.Length)
        {
            return Result(realm, default, true);
        }

        var length = char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;
        iterator.Position = at + length;
        return Result(realm, length == 1 ? Operators.Character(text[at]) : JsValue.Of(text.Substring(at, 2)), false);
    }

    private static JsValue RegExpNext(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        if (self.Ref is not RegExpStringIterator iterator)
        {
            throw realm.TypeError("next was called on a value that is not a regular expression iterator");
        }

        if (iterator.Done)
        {
            return Result(realm, default, true);
        }

        var match = RegExpBuiltIns.Exec(realm, iterator.Regex, iterator.Text);
        if (match is null)
        {
            iterator.Done = true;
            return Result(realm, default, true);
        }

        if (!iterator.Global)
        {
            iterator.Done = true;
            return Result(realm, JsValue.Of(match), false);
        }

        if (Operators.ToText(realm, match.Get(realm, PropertyKey.Of(0u))).Length == 0)
        {
            RegExpBuiltIns.Advance(realm, iterator.Regex, iterator.Text, iterator.Unicode);
        }

        return Result(realm, JsValue.Of(match), false);
    }
}
