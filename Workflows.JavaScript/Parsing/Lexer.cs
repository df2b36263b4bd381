using System.Globalization;
using System.Text;

namespace Workflows.JavaScript.Parsing;

/// <summary>Cuts the source into tokens (ECMA-262 clause 12). The parser asks for regular expressions and template tails by itself.</summary>
internal sealed partial class Lexer(string source)
{
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _names =
        new Dictionary<string, string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private int _at;

    public string Source => source;

    public int Position
    {
        get => _at;
        set => _at = value;
    }

    public void Next(ref Token token)
    {
        token.NewLineBefore = SkipSpace();
        token.Start = _at;
        token.Special = false;
        token.Text = null;
        if (_at >= source.Length)
        {
            token.Type = T.End;
            token.End = _at;
            return;
        }

        var c = source[_at];
        if (char.IsAsciiLetter(c) || c is '$' or '_')
        {
            Word(ref token);
        }
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))
        {
            Number(ref token);
        }
        else if (c is '"' or '\'')
        {
            String(ref token, c);
        }
        else if (c == '`')
        {
            _at++;
            TemplatePiece(ref token);
        }
        else if (c == '\\' || c >= 128)
        {
            EscapedWord(ref token, _at);
        }
        else if (c == '#')
        {
            _at++;
            var start = _at;
            EscapedWord(ref token, start);
            token.Type = T.PrivateName;
        }
        else
        {
            token.Type = Punctuator(c);
        }

        token.End = _at;
    }

    public static SyntaxException Error(string message, int position) => new(message, position);

    private char Peek(int ahead) => _at + ahead < source.Length ? source[_at + ahead] : '\0';

    private bool SkipSpace()
    {
        var newLine = _at == 0;
        while (_at < source.Length)
        {
            var c = source[_at];
            switch (c)
            {
                case ' ' or '\t' or '\v' or '\f' or '\u00a0' or '\ufeff':
                    _at++;
                    break;
                case '\n' or '\r' or '\u2028' or '\u2029':
                    newLine = true;
                    _at++;
                    break;
                case '/' when Peek(1) == '/':
                    SkipLine();
                    break;
                case '/' when Peek(1) == '*':
                    newLine |= SkipBlock();
                    break;
                case '<' when Peek(1) == '!' && Peek(2) == '-' && Peek(3) == '-':
                    SkipLine();
                    break;
                case '-' when newLine && Peek(1) == '-' && Peek(2) == '>':
                    SkipLine();
                    break;
                case '#' when _at == 0 && Peek(1) == '!':
                    SkipLine();
                    break;
                default:
                    if (c < 128 || char.GetUnicodeCategory(c) != UnicodeCategory.SpaceSeparator)
                    {
                        return newLine;
                    }

                    _at++;
                    break;
            }
        }

        return newLine;
    }

    private void SkipLine()
    {
        var end = source.AsSpan(_at).IndexOfAny("\n\r\u2028\u2029");
        _at = end < 0 ? source.Length : _at + end;
    }

    private bool SkipBlock()
    {
        var end = source.IndexOf("*/", _at + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            throw Error("Unterminated comment", _at);
        }

        var newLine = source.AsSpan(_at, end - _at).IndexOfAny("\n\r\u2028\u2029") >= 0;
        _at = end + 2;
        return newLine;
    }

    private void Word(ref Token token)
    {
        var start = _at;
        while (++_at < source.Length)
        {
            var c = source[_at];
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('$' or '_'))
            {
                if (c == '\\' || c >= 128)
                {
                    EscapedWord(ref token, start);
                    return;
                }

                break;
            }
        }

        var word = source.AsSpan(start, _at - start);
        token.Type = Keywords.Find(word, out var text);
        token.Text = text ?? Intern(word);
    }

    private string Intern(ReadOnlySpan<char> word)
    {
        if (!_names.TryGetValue(word, out var name))
        {
            name = word.ToString();
            _names[word] = name;
        }

        return name;
    }

    private void EscapedWord(ref Token token, int start)
    {
        _at = start;
        var text = new StringBuilder();
        var escaped = false;
        while (_at < source.Length)
        {
            var at = _at;
            int point;
            if (source[_at] == '\\')
            {
                if (Peek(1) != 'u')
                {
                    throw Error("Invalid or unexpected token", _at);
                }

                _at += 2;
                point = UnicodeEscape();
                escaped = true;
            }
            else if (Rune.DecodeFromUtf16(source.AsSpan(_at), out var rune, out var used) == System.Buffers.OperationStatus.Done)
            {
                point = rune.Value;
                _at += used;
            }
            else
            {
                point = -1;
            }

            if (point < 0 || !(text.Length == 0 ? Characters.IsIdentifierStart(point) : Characters.IsIdentifierPart(point)))
            {
                if (point < 0 || source[at] == '\\' || text.Length == 0)
                {
                    throw Error("Invalid or unexpected token", at);
                }

                _at = at;
                break;
            }

            text.Append(char.ConvertFromUtf32(point));
        }

        if (text.Length == 0)
        {
            throw Error("Invalid or unexpected token", start);
        }

        var word = text.ToString();
        token.Text = Intern(word);
        token.Special = escaped;
        token.Type = Keywords.Find(word, out _);
        if (token.Type != T.Identifier && escaped)
        {
            token.Type = T.EscapedKeyword;
        }
    }

    /// <summary>Reads what follows \u: four digits or a braced code point.</summary>
    private int UnicodeEscape()
    {
        var start = _at;
        var value = 0;
        if (Peek(0) == '{')
        {
            _at++;
            var digits = 0;
            while (Peek(0) != '}' || digits == 0)
            {
                var digit = Characters.HexValue(Peek(0));
                value = (value * 16) + digit;
                if (digit < 0 || value > 0x10FFFF)
                {
                    throw Error("Invalid Unicode escape sequence", start);
                }

                digits++;
                _at++;
            }

            _at++;
            return value;
        }

        for (var i = 0; i < 4; i++)
        {
            var digit = Characters.HexValue(Peek(0));
            if (digit < 0)
            {
                throw Error("Invalid Unicode escape sequence", start);
            }

            value = (value * 16) + digit;
            _at++;
        }

        return value;
    }

    private T Take(int count, T type)
    {
        _at += count;
        return type;
    }

    private T Punctuator(char c)
    {
        var next = Peek(1);
        switch (c)
        {
            case '{': return Take(1, T.LeftBrace);
            case '}': return Take(1, T.RightBrace);
            case '(': return Take(1, T.LeftParen);
            case ')': return Take(1, T.RightParen);
            case '[': return Take(1, T.LeftBracket);
            case ']': return Take(1, T.RightBracket);
            case ';': return Take(1, T.Semicolon);
            case ',': return Take(1, T.Comma);
            case ':': return Take(1, T.Colon);
            case '~': return Take(1, T.Tilde);
            case '.': return next == '.' && Peek(2) == '.' ? Take(3, T.Ellipsis) : Take(1, T.Dot);
            case '?':
                if (next == '?')
                {
                    return Peek(2) == '=' ? Take(3, T.CoalesceAssign) : Take(2, T.Coalesce);
                }

                return next == '.' && !char.IsAsciiDigit(Peek(2)) ? Take(2, T.QuestionDot) : Take(1, T.Question);
            case '=':
                if (next == '=')
                {
                    return Peek(2) == '=' ? Take(3, T.StrictEqual) : Take(2, T.Equal);
                }

                return next == '>' ? Take(2, T.Arrow) : Take(1, T.Assign);
            case '!':
                if (next == '=')
                {
                    return Peek(2) == '=' ? Take(3, T.StrictNotEqual) : Take(2, T.NotEqual);
                }

                return Take(1, T.Not);
            case '+': return next == '+' ? Take(2, T.Increment) : next == '=' ? Take(2, T.PlusAssign) : Take(1, T.Plus);
            case '-': return next == '-' ? Take(2, T.Decrement) : next == '=' ? Take(2, T.MinusAssign) : Take(1, T.Minus);
            case '*':
                if (next == '*')
                {
                    return Peek(2) == '=' ? Take(3, T.PowerAssign) : Take(2, T.Power);
                }

                return next == '=' ? Take(2, T.StarAssign) : Take(1, T.Star);
            case '/': return next == '=' ? Take(2, T.SlashAssign) : Take(1, T.Slash);
            case '%': return next == '=' ? Take(2, T.PercentAssign) : Take(1, T.Percent);
            case '^': return next == '=' ? Take(2, T.XorAssign) : Take(1, T.BitXor);
            case '&':
                if (next == '&')
                {
                    return Peek(2) == '=' ? Take(3, T.LogicalAndAssign) : Take(2, T.And);
                }

                return next == '=' ? Take(2, T.AndAssign) : Take(1, T.BitAnd);
            case '|':
                if (next == '|')
                {
                    return Peek(2) == '=' ? Take(3, T.LogicalOrAssign) : Take(2, T.Or);
                }

                return next == '=' ? Take(2, T.OrAssign) : Take(1, T.BitOr);
            case '<':
                if (next == '<')
                {
                    return Peek(2) == '=' ? Take(3, T.ShiftLeftAssign) : Take(2, T.ShiftLeft);
                }

                return next == '=' ? Take(2, T.LessEqual) : Take(1, T.Less);
            case '>':
                if (next == '>')
                {
                    if (Peek(2) == '>')
                    {
                        return Peek(3) == '=' ? Take(4, T.ShiftRightUnsignedAssign) : Take(3, T.ShiftRightUnsigned);
                    }

                    return Peek(2) == '=' ? Take(3, T.ShiftRightAssign) : Take(2, T.ShiftRight);
                }

                return next == '=' ? Take(2, T.GreaterEqual) : Take(1, T.Greater);
            default:
                throw Error("Invalid or unexpected token", _at);
        }
    }
}
