namespace Workflows.Templates.Parsing;

/// <summary>Cuts a template into tokens, one at a time, without copying any of the text.</summary>
internal sealed partial class Lexer
{
    private readonly string _text;
    private readonly TemplateMode _mode;
    private int _position;
    private bool _inCode;
    private bool _inTag;
    private char _trimNext;
    private int _pendingExit = -1;

    public Lexer(string text, TemplateMode mode)
    {
        _text = text;
        _mode = mode;
        _inCode = mode == TemplateMode.ScriptOnly;
    }

    /// <summary>Open braces of object initializers, which take a closing brace before the code block does.</summary>
    public int BraceDepth { get; set; }

    /// <summary>Whether the code is the inside of an interpolated string.</summary>
    public bool InInterpolation { get; set; }

    /// <summary>White space before the code block last entered, when its lines are to be indented by it.</summary>
    public (int Start, int Length) Indent { get; private set; }

    public int Position
    {
        get => _position;
        set => _position = value;
    }

    private bool IsLiquid => _mode == TemplateMode.Liquid;

    public Token Next() => _inCode ? NextCode() : NextText();

    private Token NextText()
    {
        if (_pendingExit >= 0)
        {
            return Enter();
        }

        var start = TrimStart(_position);
        var lineStart = _position == 0 || (_trimNext != '-' && start > 0 && _text[start - 1] == '\n');
        _trimNext = '\0';
        var from = start;
        while (true)
        {
            var offset = _text.AsSpan(from).IndexOf('{');
            var at = offset < 0 ? _text.Length : from + offset;
            if (at >= _text.Length - 1)
            {
                _position = _text.Length;
                return start < _text.Length ? new Token(TokenKind.Raw, start, _text.Length, false) : End();
            }

            var next = _text[at + 1];
            if (next == '{' || (next == '%' && IsLiquid))
            {
                return TextBefore(start, at, lineStart);
            }

            if (next == '%' && EscapeLength(at) is var length and > 0)
            {
                // Text in front of an escape block comes first; the block itself is the next token.
                if (at == start)
                {
                    return Escaped(at, length);
                }

                _position = at;
                var trim = at + length < _text.Length ? _text[at + length] : '\0';
                return new Token(TokenKind.Raw, start, TrimEnd(start, at, trim), false);
            }

            from = at + 1;
        }
    }

    private Token TextBefore(int start, int at, bool lineStart)
    {
        var trim = at + 2 < _text.Length ? _text[at + 2] : '\0';
        var end = TrimEnd(start, at, trim);
        Indent = default;
        if (trim is not ('-' or '~'))
        {
            var line = _text.AsSpan(start, at - start);
            var newLine = line.LastIndexOf('\n');
            var head = line[(newLine + 1)..];
            if ((newLine >= 0 || lineStart) && !head.IsEmpty && head.IndexOfAnyExcept(' ', '\t') < 0)
            {
                Indent = (at - head.Length, head.Length);
            }
        }

        _pendingExit = at;
        return end > start ? new Token(TokenKind.Raw, start, end, false) : Enter();
    }

    private Token Enter()
    {
        var at = _pendingExit;
        _pendingExit = -1;
        _position = at + 2;
        if (_position < _text.Length && _text[_position] is '-' or '~' && !(IsLiquid && _text[_position] == '~'))
        {
            _position++;
        }

        _inCode = true;
        _inTag = _text[at + 1] == '%';
        BraceDepth = 0;
        return new Token(_inTag ? TokenKind.TagEnter : TokenKind.CodeEnter, at, _position, false);
    }

    private Token End() => new(TokenKind.End, _text.Length, _text.Length, false);

    private int TrimStart(int start)
    {
        if (_trimNext == '-')
        {
            while (start < _text.Length && char.IsWhiteSpace(_text[start]))
            {
                start++;
            }
        }
        else if (_trimNext == '~')
        {
            while (start < _text.Length && _text[start] is ' ' or '\t' or '\r')
            {
                start++;
            }

            if (start < _text.Length && _text[start] == '\n')
            {
                start++;
            }
        }

        return start;
    }

    private int TrimEnd(int start, int end, char trim)
    {
        if (trim == '-')
        {
            while (end > start && char.IsWhiteSpace(_text[end - 1]))
            {
                end--;
            }
        }
        else if (trim == '~' && !IsLiquid)
        {
            while (end > start && _text[end - 1] is ' ' or '\t')
            {
                end--;
            }
        }

        return end;
    }

    private int EscapeLength(int at)
    {
        var i = at + 1;
        while (i < _text.Length && _text[i] == '%')
        {
            i++;
        }

        return i < _text.Length && _text[i] == '{' ? i + 1 - at : 0;
    }

    private Token Escaped(int at, int length)
    {
        var start = at + length;
        var closing = "}" + new string('%', length - 2) + "}";
        var end = _text.IndexOf(closing, start, StringComparison.Ordinal);
        if (end < 0)
        {
            _position = _text.Length;
            throw new TemplateSyntaxException(at, $"This escape block is not closed with `{closing}`.");
        }

        _position = end + closing.Length;
        if (start < end && _text[start] is '-' or '~')
        {
            _trimNext = _text[start];
            start = Math.Min(end, TrimStart(start + 1));
        }

        _trimNext = '\0';
        if (end > start && _text[end - 1] is '-' or '~')
        {
            _trimNext = _text[end - 1];
            end--;
        }

        return new Token(TokenKind.Raw, start, end, false);
    }

    /// <summary>Skips the text of a Liquid <c>raw</c> or <c>comment</c> block; gives what is before its end tag.</summary>
    public Token SkipToTag(string name)
    {
        _inCode = false;
        _pendingExit = -1;
        var start = TrimStart(_position);
        _trimNext = '\0';
        for (var at = start; ; at++)
        {
            at = _text.IndexOf("{%", at, StringComparison.Ordinal);
            if (at < 0)
            {
                _position = _text.Length;
                throw new TemplateSyntaxException(_text.Length, $"The tag `{name}` was not found.");
            }

            var i = at + 2;
            var trim = i < _text.Length ? _text[i] : '\0';
            i += trim == '-' ? 1 : 0;
            while (i < _text.Length && char.IsWhiteSpace(_text[i]))
            {
                i++;
            }

            if (_text.AsSpan(i).StartsWith(name, StringComparison.Ordinal))
            {
                _position = i + name.Length;
                _inCode = _inTag = true;
                return new Token(TokenKind.Raw, start, TrimEnd(start, at, trim), false);
            }
        }
    }
}
