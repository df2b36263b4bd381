namespace Workflows.JavaScript.BuiltIns;

/// <summary>The methods that wrap a text in an HTML element (ECMA-262 B.2.2), kept for old scripts.</summary>
internal static partial class StringBuiltIns
{
    private static Template WithHtml(Template template)
    {
        foreach (var (name, tag, attribute) in new[]
        {
            ("anchor", "a", "name"), ("big", "big", ""), ("blink", "blink", ""), ("bold", "b", ""), ("fixed", "tt", ""), ("fontcolor", "font", "color"),
            ("fontsize", "font", "size"), ("italics", "i", ""), ("link", "a", "href"), ("small", "small", ""), ("strike", "strike", ""), ("sub", "sub", ""), ("sup", "sup", ""),
        })
        {
            template.Method(name, attribute.Length == 0 ? 0 : 1, (r, self, a) => Element(r, This(r, self), tag, attribute, a));
        }

        return template;
    }

    private static JsValue Element(Realm realm, string text, string tag, string attribute, ReadOnlySpan<JsValue> a)
    {
        var open = tag;
        if (attribute.Length > 0)
        {
            var value = Operators.ToText(realm, a.At(0));
            Operators.CheckLength(realm, value.Length * 6L);
            open = $"{tag} {attribute}=\"{value.Replace("\"", "&quot;", StringComparison.Ordinal)}\"";
        }

        Operators.CheckLength(realm, text.Length + (long)open.Length);
        return realm.Text($"<{open}>{text}</{tag}>");
    }
}
