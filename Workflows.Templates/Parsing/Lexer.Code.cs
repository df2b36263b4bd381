namespace Workflows.Templates.Parsing;

internal sealed partial class Lexer
{
    private Token NextCode()
    {
        var space = SkipSpace();
        var start = _position;
        if (start >= _text.Length)
        {
            return new Token(TokenKind.End, start, start, space);
        }

        var c = _text[start];
        if (c == '\n')
        {
            _position++;
            if (_inTag)
            {
                return NextCode();
            }

            return new Token(TokenKind.NewLine, start, _position, space);
        }

        if (ExitLength(start) is var exit and > 0)
        {
            _position = start + exit;
            _trimNext = exit == 3 ? c : '\0';
            _inCode = false;
            return new Token(TokenKind.CodeExit, start, _position, space);
        }

        if (char.IsAsciiDigit(c))
        {
            return Number(start, space);
        }

        if (IsIdentifierStart(c))
        {
            return Word(TokenKind.Identifier, start, space);
        }

        return c switch
        {
            '"' or '\'' => Quoted(start, space),
            '`' => Verbatim(start, space),
            '$' => Dollar(start, space),
            _ => Symbol(c, start, space),
        };
    }

    /// <summary>The part of an interpolated string from the current position to its next hole or its end.</summary>
    public Token NextInterpolatedText(char quote, out bool isLast)
    {
        for (var i = _position; i < _text.Length; i++)
        {
            var c = _text[i];
            if (c == '\\')
            {
                i++;
            }
            else if (c == quote || c == '{')
            {
                var token = new Token(TokenKind.String, _position, i, false);
                _position = i + 1;
                isLast = c == quote;
                return token;
            }
        }

        _position = _text.Length;
        throw new TemplateSyntaxException(_text.Length - 1, "This interpolated string is not closed.");
    }

    private int ExitLength(int at)
    {
        if (_mode == TemplateMode.ScriptOnly || (BraceDepth > 0 && _text[at] == '}') || InInterpolation)
        {
            return 0;
        }

        var c = _text[at];
        var trim = (c == '-' || (c == '~' && !IsLiquid)) ? 1 : 0;
        if (at + trim + 1 >= _text.Length || _text[at + trim + 1] != '}')
        {
            return 0;
        }

        return _text[at + trim] == (_inTag ? '%' : '}') ? 2 + trim : 0;
    }

    private bool SkipSpace()
    {
        var start = _position;
        while (_position < _text.Length)
        {
            var c = _text[_position];
            if (c == '#' && !IsLiquid)
            {
                SkipComment();
            }
            else if (c == '\n' || !char.IsWhiteSpace(c))
            {
                break;
            }
            else
            {
                _position++;
            }
        }

        return _position > start;
    }

    private void SkipComment()
    {
        var multiLine = _position + 1 < _text.Length && _text[_position + 1] == '#';
        _position += multiLine ? 2 : 1;
        var depth = BraceDepth;
        BraceDepth = 0;
        for (; _position < _text.Length; _position++)
        {
            var c = _text[_position];
            if (multiLine && c == '\\')
            {
                _position++;
            }
            else if (multiLine && c == '#' && _position + 1 < _text.Length && _text[_position + 1] == '#')
            {
                _position += 2;
                break;
            }
            else if ((c == '\n' && !multiLine) || (c is '}' or '-' or '~' && ExitLength(_position) > 0))
            {
                break;
            }
        }

        _position = Math.Min(_position, _text.Length);
        BraceDepth = depth;
    }

    private static bool IsIdentifierStart(char c) => char.IsAsciiLetter(c) || c == '_' || (c > 127 && char.IsLetter(c));

    private static bool IsIdentifierPart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_' || (c > 127 && char.IsLetterOrDigit(c));

    private Token Word(TokenKind kind, int start, bool space)
    {
        var i = start + 1;
        while (i < _text.Length && (IsIdentifierPart(_text[i]) || (IsLiquid && _text[i] == '-' && IsHyphenInside(i))))
        {
            i++;
        }

        // `empty?` is a member of everything.
        if (i < _text.Length && _text[i] == '?' && _text.AsSpan(start, i - start).SequenceEqual("empty"))
        {
            i++;
        }

        _position = i;
        return new Token(kind, start, i, space);
    }

    private bool IsHyphenInside(int i) => i + 1 < _text.Length && IsIdentifierPart(_text[i + 1]);

    private Token Dollar(int start, bool space)
    {
        var next = start + 1 < _text.Length ? _text[start + 1] : '\0';
        if (next is '"' or '\'')
        {
            _position = start + 2;
            return new Token(TokenKind.Interpolated, start, _position, space);
        }

        if (next == '$')
        {
            _position = start + 2;
            return new Token(TokenKind.Local, start, _position, space);
        }

        return Word(TokenKind.Local, start, space);
    }

    private Token Number(int start, bool space)
    {
        var i = start;
        if (_text[i] == '0' && i + 1 < _text.Length && _text[i + 1] is 'x' or 'X')
        {
            i += 2;
            while (i < _text.Length && char.IsAsciiHexDigit(_text[i]))
            {
                i++;
            }

            i += i < _text.Length && _text[i] is 'u' or 'U' ? 1 : 0;
            _position = i;
            return new Token(TokenKind.Hexadecimal, start, i, space);
        }

        var kind = TokenKind.Integer;
        i = Digits(i);
        if (i + 1 < _text.Length && _text[i] == '.' && char.IsAsciiDigit(_text[i + 1]))
        {
            kind = TokenKind.Float;
            i = Digits(i + 1);
        }

        if (i < _text.Length && _text[i] is 'e' or 'E')
        {
            var sign = i + 1 < _text.Length && _text[i + 1] is '+' or '-' ? 1 : 0;
            if (i + 1 + sign < _text.Length && char.IsAsciiDigit(_text[i + 1 + sign]))
            {
                kind = TokenKind.Float;
                i = Digits(i + 1 + sign);
            }
        }

        if (i < _text.Length && _text[i] is 'm' or 'M' or 'f' or 'F' or 'd' or 'D'
            && (i + 1 == _text.Length || !IsIdentifierPart(_text[i + 1])))
        {
            kind = TokenKind.Float;
            i++;
        }

        _position = i;
        return new Token(kind, start, i, space);
    }

    private int Digits(int i)
    {
        while (i < _text.Length && (char.IsAsciiDigit(_text[i]) || (_text[i] == '_' && i + 1 < _text.Length && char.IsAsciiDigit(_text[i + 1]))))
        {
            i++;
        }

        return i;
    }

    private Token Quoted(int start, bool space)
    {
        var quote = _text[start];
        for (var i = start + 1; i < _text.Length; i++)
        {
            if (_text[i] == '\\' && !IsLiquid)
            {
                i++;
            }
            else if (_text[i] == quote)
            {
                _position = i + 1;
                return new Token(TokenKind.String, start, _position, space);
            }
        }

        _position = _text.Length;
        throw new TemplateSyntaxException(_text.Length - 1, "This string is not closed.");
    }

    private Token Verbatim(int start, bool space)
    {
        for (var i = start + 1; i < _text.Length; i++)
        {
            if (_text[i] != '`')
            {
                continue;
            }

            if (i + 1 < _text.Length && _text[i + 1] == '`')
            {
                i++;
                continue;
            }

            _position = i + 1;
            return new Token(TokenKind.Verbatim, start, _position, space);
        }

        _position = _text.Length;
        throw new TemplateSyntaxException(_text.Length - 1, "This string is not closed.");
    }
}
