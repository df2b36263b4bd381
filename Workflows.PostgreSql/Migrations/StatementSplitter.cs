namespace Workflows.PostgreSql.Migrations;

/// <summary>
/// Cuts a script at its top-level semicolons, as PostgreSQL's lexer sees them: not inside quotes, dollar quotes,
/// comments (which nest) or parentheses, nor in the body of a <c>begin atomic ... end</c> function.
/// </summary>
internal static class StatementSplitter
{
    public static IReadOnlyList<SqlStatement> Split(string script)
    {
        var statements = new List<SqlStatement>();
        var start = 0;
        var depth = 0;
        var blank = true;
        var before = string.Empty;
        for (var at = 0; at < script.Length;)
        {
            var next = SkipToken(script, at, out var isComment);
            if (script[at] == ';' && depth <= 0)
            {
                Add(start, at);
                start = next;
                depth = 0;
                blank = true;
                at = next;
                continue;
            }

            if (!isComment && !char.IsWhiteSpace(script[at]))
            {
                blank = false;
                var token = script[at..next];
                depth += Depth(token, before, depth);
                before = token;
            }

            at = next;
        }

        Add(start, script.Length);
        return statements;

        void Add(int from, int to)
        {
            if (!blank)
            {
                var text = script[from..to];
                var lead = text.Length - text.TrimStart().Length;
                statements.Add(new SqlStatement(text.Trim(), script.AsSpan(0, from + lead).Count('\n') + 1));
            }
        }
    }

    /// <summary>Parentheses count, and so do the blocks of an SQL function body once one has begun.</summary>
    private static int Depth(string token, string before, int depth) => token.ToUpperInvariant() switch
    {
        "(" or "[" => 1,
        "ATOMIC" when before.Equals("begin", StringComparison.OrdinalIgnoreCase) => 1,
        ")" or "]" => -1,
        "CASE" when depth > 0 => 1,
        "END" when depth > 0 => -1,
        _ => 0,
    };

    /// <summary>The index after the token that begins at a position.</summary>
    private static int SkipToken(string text, int at, out bool isComment)
    {
        isComment = false;
        var rest = text.AsSpan(at);
        if (rest.StartsWith("--", StringComparison.Ordinal))
        {
            isComment = true;
            var end = rest.IndexOf('\n');
            return end < 0 ? text.Length : at + end;
        }

        if (rest.StartsWith("/*", StringComparison.Ordinal))
        {
            isComment = true;
            return SkipBlockComment(text, at);
        }

        if (rest[0] is '\'' or '"')
        {
            // Escapes by backslash exist only in E'...', whose letter stands right before the quote.
            var escapes = rest[0] == '\'' && at > 0 && text[at - 1] is 'e' or 'E';
            return SkipQuoted(text, at, escapes && (at < 2 || !IsWord(text[at - 2])));
        }

        if (rest[0] == '$' && DollarTag(rest) is { } tag)
        {
            var end = text.IndexOf(tag, at + tag.Length, StringComparison.Ordinal);
            return end < 0 ? text.Length : end + tag.Length;
        }

        if (!IsWord(rest[0]))
        {
            return at + 1;
        }

        while (at < text.Length && IsWord(text[at]))
        {
            // The letter of E'...' stays with its quote.
            at++;
        }

        return at;
    }

    private static int SkipBlockComment(string text, int at)
    {
        var depth = 0;
        for (; at < text.Length; at++)
        {
            var rest = text.AsSpan(at);
            if (rest.StartsWith("/*", StringComparison.Ordinal))
            {
                depth++;
                at++;
            }
            else if (rest.StartsWith("*/", StringComparison.Ordinal))
            {
                at++;
                if (--depth == 0)
                {
                    return at + 1;
                }
            }
        }

        return text.Length;
    }

    private static int SkipQuoted(string text, int at, bool escapes)
    {
        var quote = text[at];
        for (at++; at < text.Length; at++)
        {
            if (escapes && text[at] == '\\')
            {
                at++;
            }
            else if (text[at] == quote)
            {
                return at + 1;
            }
        }

        return text.Length;
    }

    /// <summary>The opening of a dollar quote such as $$ or $body$; null for a parameter such as $1.</summary>
    private static string? DollarTag(ReadOnlySpan<char> rest)
    {
        for (var length = 1; length < rest.Length; length++)
        {
            if (rest[length] == '$')
            {
                return rest[..(length + 1)].ToString();
            }

            if (!(char.IsLetter(rest[length]) || rest[length] == '_' || (length > 1 && char.IsAsciiDigit(rest[length]))))
            {
                return null;
            }
        }

        return null;
    }

    private static bool IsWord(char character) => char.IsLetterOrDigit(character) || character is '_' or '$';
}
