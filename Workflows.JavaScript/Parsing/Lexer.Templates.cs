using System.Text;

namespace Workflows.JavaScript.Parsing;

internal sealed partial class Lexer
{
    /// <summary>Reads template text up to ${ or the closing backtick. A bad escape leaves no cooked text; only tags may have that.</summary>
    public void TemplatePiece(ref Token token)
    {
        token.Type = T.Template;
        var start = _at;
        var cooked = new StringBuilder();
        var bad = false;
        while (true)
        {
            if (_at >= source.Length)
            {
                throw Error("Unterminated template literal", start);
            }

            var c = source[_at++];
            if (c == '`' || (c == '$' && Peek(0) == '{'))
            {
                token.Tail = c == '`';
                token.Raw = source[start..(_at - 1)].ReplaceLineEndings("\n", '\r');
                token.Text = bad ? null : cooked.ToString();
                _at += token.Tail ? 0 : 1;
                token.End = _at;
                return;
            }

            if (c == '\\')
            {
                var at = _at;
                try
                {
                    StringEscape(cooked, true);
                }
                catch (SyntaxException)
                {
                    bad = true;
                    _at = Math.Min(at + 1, source.Length);
                }
            }
            else if (c == '\r')
            {
                cooked.Append('\n');
                _at += Peek(0) == '\n' ? 1 : 0;
            }
            else
            {
                cooked.Append(c);
            }
        }
    }

    /// <summary>Rescans a slash as a regular expression literal.</summary>
    public void Regex(ref Token token)
    {
        _at = token.Start + 1;
        var start = _at;
        var inClass = false;
        while (true)
        {
            if (_at >= source.Length || Characters.IsLineEnd(source[_at]))
            {
                throw Error("Invalid regular expression: missing /", token.Start);
            }

            var c = source[_at];
            if (c == '\\')
            {
                _at++;
                if (_at >= source.Length || Characters.IsLineEnd(source[_at]))
                {
                    throw Error("Invalid regular expression: missing /", token.Start);
                }
            }
            else if (c == '[')
            {
                inClass = true;
            }
            else if (c == ']')
            {
                inClass = false;
            }
            else if (c == '/' && !inClass)
            {
                break;
            }

            _at++;
        }

        token.Text = source[start.._at];
        start = ++_at;
        while (_at < source.Length && (Characters.IsIdentifierPart(source[_at]) || source[_at] == '\\'))
        {
            if (source[_at] == '\\')
            {
                throw Error("Invalid regular expression flags", _at);
            }

            _at++;
        }

        token.Raw = source[start.._at];
        token.Type = T.Regex;
        token.End = _at;
    }
}
