using System.Text;

namespace Workflows.JavaScript.BuiltIns;

/// <summary>
/// Checks an ECMAScript pattern (22.2.1 and Annex B) and writes it in .NET's dialect: groups are numbered explicitly, classes are written
/// out, references to groups that did not take part match nothing, and groups are forgotten when a loop around them goes round.
/// </summary>
internal sealed partial class RegexTranslator(string pattern, string flags)
{
    private const int MaxLength = 20_000;

    /// <summary>Nested loops around many groups multiply the text; this bounds the time .NET needs to read it.</summary>
    private const int MaxResult = 100_000;
    private readonly StringBuilder _out = new();
    private readonly List<(string Name, int Number)> _names = [];
    private readonly bool _unicode = flags.Contains('u', StringComparison.Ordinal);
    private readonly bool _multiline = flags.Contains('m', StringComparison.Ordinal);
    private readonly bool _dotAll = flags.Contains('s', StringComparison.Ordinal);
    private int _at;
    private int _group;
    private int _total;
    private bool _hasNames;
    private int _depth;

    public string Result => _out.ToString();

    public bool IgnoreCase => flags.Contains('i', StringComparison.Ordinal);

    public int GroupCount => _total;

    public IReadOnlyList<(string Name, int Number)> Names => _names;

    /// <summary>The reason why a literal is invalid, or null.</summary>
    public static string? Check(string pattern, string flags) => new RegexTranslator(pattern, flags).Translate();

    /// <summary>Translates; the result is the reason why the pattern is invalid, or null.</summary>
    public string? Translate()
    {
        for (var i = 0; i < flags.Length; i++)
        {
            if (!"dgimsuy".Contains(flags[i], StringComparison.Ordinal) || flags.IndexOf(flags[i], StringComparison.Ordinal) != i)
            {
                return "Invalid flags";
            }
        }

        if (pattern.Length > MaxLength)
        {
            return "The pattern is too long";
        }

        try
        {
            CountGroups();
            if (flags.Contains('y', StringComparison.Ordinal))
            {
                _out.Append("\\G(?:");
            }

            Disjunction();
            if (_at < pattern.Length)
            {
                throw Bad(pattern[_at] == ')' ? "Unmatched ')'" : "Lone quantifier brackets");
            }

            if (flags.Contains('y', StringComparison.Ordinal))
            {
                _out.Append(')');
            }

            return null;
        }
        catch (FormatException problem)
        {
            return problem.Message;
        }
    }

    private static FormatException Bad(string message) => new(message);

    private char Peek(int ahead = 0) => _at + ahead < pattern.Length ? pattern[_at + ahead] : '\0';

    private bool Eat(char c)
    {
        if (_at < pattern.Length && pattern[_at] == c)
        {
            _at++;
            return true;
        }

        return false;
    }

    /// <summary>References may point forwards, so groups are counted and named before anything is translated.</summary>
    private void CountGroups()
    {
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    inClass = true;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '(' when !inClass:
                    var named = i + 2 < pattern.Length && pattern[i + 1] == '?' && pattern[i + 2] == '<' && i + 3 < pattern.Length && pattern[i + 3] is not ('=' or '!');
                    if (named || i + 1 >= pattern.Length || pattern[i + 1] != '?')
                    {
                        _total++;
                    }

                    if (named)
                    {
                        _hasNames = true;
                        var at = _at;
                        _at = i + 3;
                        var name = GroupName();
                        _at = at;
                        if (_names.Exists(n => n.Name == name))
                        {
                            throw Bad("Duplicate capture group name");
                        }

                        _names.Add((name, _total));
                    }

                    break;
            }
        }
    }

    private void Disjunction()
    {
        if (++_depth > 250)
        {
            throw Bad("The pattern is nested too deeply");
        }

        do
        {
            while (_at < pattern.Length && pattern[_at] is not ('|' or ')'))
            {
                Term();
            }

            if (Peek() == '|')
            {
                _out.Append('|');
            }
        }
        while (Eat('|'));
        _depth--;
    }

    private void Term()
    {
        var start = _out.Length;
        if (start > MaxResult)
        {
            throw Bad("The expression is too complex");
        }

        var groupsBefore = _group;
        var c = pattern[_at];
        switch (c)
        {
            case '^':
                _at++;
                _out.Append(_multiline ? "(?<=\\A|[\\n\\r\\u2028\\u2029])" : "\\A");
                return;
            case '$':
                _at++;
                _out.Append(_multiline ? "(?=[\\n\\r\\u2028\\u2029]|\\z)" : "\\z");
                return;
            case '\\' when Peek(1) is 'b' or 'B':
                var word = _unicode && IgnoreCase ? "[a-zA-Z0-9_\\u017F\\u212A]" : "[a-zA-Z0-9_]";
                _out.Append(Peek(1) == 'b' ? $"(?:(?<={word})(?!{word})|(?<!{word})(?={word}))" : $"(?:(?<={word})(?={word})|(?<!{word})(?!{word}))");
                _at += 2;
                return;
            case '(':
                if (Group())
                {
                    // An assertion; only sloppy lookaheads may be quantified.
                    if (_unicode || pattern[_at - 1] != ')' || !_quantifiable)
                    {
                        return;
                    }
                }

                break;
            case '[':
                Class();
                break;
            case '.':
                _at++;
                Dot();
                break;
            case '*' or '+' or '?':
                throw Bad("Nothing to repeat");
            case '{':
                if (_unicode || IsBraceQuantifier())
                {
                    throw Bad("Nothing to repeat");
                }

                _at++;
                CharacterSet.Escape(_out, c);
                break;
            case '}' or ']':
                if (_unicode)
                {
                    throw Bad("Lone quantifier brackets");
                }

                _at++;
                CharacterSet.Escape(_out, c);
                break;
            case '\\':
                _at++;
                AtomEscape();
                break;
            default:
                Literal(NextPoint());
                break;
        }

        Quantifier(start, groupsBefore);
    }

    private int NextPoint()
    {
        if (_unicode && char.IsHighSurrogate(Peek()) && char.IsLowSurrogate(Peek(1)))
        {
            _at += 2;
            return char.ConvertToUtf32(pattern[_at - 2], pattern[_at - 1]);
        }

        return pattern[_at++];
    }

    private void Literal(int point)
    {
        if (IgnoreCase && CaseFolding.For(_unicode).FamilyOf(point) is { } family)
        {
            OneOf(family);
            return;
        }

        if (point > 0xFFFF)
        {
            var pair = char.ConvertFromUtf32(point);
            _out.Append("(?:");
            CharacterSet.Escape(_out, pair[0]);
            CharacterSet.Escape(_out, pair[1]);
            _out.Append(')');
        }
        else if (_unicode && char.IsSurrogate((char)point))
        {
            new CharacterSet().Add(point, point).Write(_out, true);
        }
        else if (point < 128 && char.IsAsciiLetterOrDigit((char)point))
        {
            _out.Append((char)point);
        }
        else
        {
            CharacterSet.Escape(_out, point);
        }
    }

    private void OneOf(int[] family)
    {
        if (family is [< 128, < 128])
        {
            _out.Append('[').Append((char)family[0]).Append((char)family[1]).Append(']');
            return;
        }

        var set = new CharacterSet();
        foreach (var member in family)
        {
            set.Add(member, member);
        }

        set.Write(_out, _unicode);
    }

    private void Dot()
    {
        if (_unicode)
        {
            (_dotAll ? new CharacterSet().Add(0, 0x10FFFF) : CharacterSet.LineEnds.Complement(true)).Write(_out, true);
        }
        else
        {
            _out.Append(_dotAll ? "[\\s\\S]" : "[^\\n\\r\\u2028\\u2029]");
        }
    }

    private bool _quantifiable;
    private bool _backward;
}
