namespace Workflows.Templates.Liquid;

/// <summary>The functions behind Liquid's filters.</summary>
internal static class LiquidNames
{
    public static readonly string[] Tags =
    [
        "assign", "break", "capture", "case", "comment", "continue", "cycle", "decrement", "for", "if", "ifchanged", "include",
        "increment", "raw", "tablerow", "unless", "with",
    ];

    private static readonly Dictionary<string, (string Group, string Name)> Filters = new(StringComparer.Ordinal)
    {
        ["abs"] = ("math", "abs"),
        ["append"] = ("string", "append"),
        ["capitalize"] = ("string", "capitalize"),
        ["ceil"] = ("math", "ceil"),
        ["compact"] = ("array", "compact"),
        ["concat"] = ("array", "concat"),
        ["contains"] = ("array", "contains"),
        ["cycle"] = ("array", "cycle"),
        ["date"] = ("date", "parse_to_string"),
        ["default"] = ("object", "default"),
        ["divided_by"] = ("math", "divided_by"),
        ["downcase"] = ("string", "downcase"),
        ["escape"] = ("html", "escape"),
        ["escape_once"] = ("html", "escape_once"),
        ["first"] = ("array", "first"),
        ["floor"] = ("math", "floor"),
        ["handleize"] = ("string", "handleize"),
        ["join"] = ("array", "join"),
        ["last"] = ("array", "last"),
        ["lstrip"] = ("string", "lstrip"),
        ["map"] = ("array", "map"),
        ["minus"] = ("math", "minus"),
        ["modulo"] = ("math", "modulo"),
        ["newline_to_br"] = ("html", "newline_to_br"),
        ["pluralize"] = ("string", "pluralize"),
        ["plus"] = ("math", "plus"),
        ["prepend"] = ("string", "prepend"),
        ["raw"] = ("html", "raw"),
        ["remove"] = ("string", "remove"),
        ["remove_first"] = ("string", "remove_first"),
        ["replace"] = ("string", "replace"),
        ["replace_first"] = ("string", "replace_first"),
        ["reverse"] = ("array", "reverse"),
        ["round"] = ("math", "round"),
        ["rstrip"] = ("string", "rstrip"),
        ["size"] = ("object", "size"),
        ["slice"] = ("string", "slice1"),
        ["sort"] = ("array", "sort"),
        ["split"] = ("string", "split"),
        ["strip"] = ("string", "strip"),
        ["strip_html"] = ("html", "strip"),
        ["strip_newlines"] = ("string", "strip_newlines"),
        ["times"] = ("math", "times"),
        ["truncate"] = ("string", "truncate"),
        ["truncatewords"] = ("string", "truncatewords"),
        ["uniq"] = ("array", "uniq"),
        ["upcase"] = ("string", "upcase"),
        ["url_decode"] = ("html", "url_decode"),
        ["url_encode"] = ("html", "url_encode"),
    };

    private static readonly Dictionary<string, (string Group, string Name)>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Filters.GetAlternateLookup<ReadOnlySpan<char>>();

    public static (string Group, string Name)? Find(ReadOnlySpan<char> filter) =>
        Lookup.TryGetValue(filter, out var function) ? function : null;
}
