using System.Globalization;
using System.Numerics;
using System.Text;

namespace Workflows.Templates.Parsing;

internal sealed partial class Parser
{
    private InterpolatedString ParseInterpolated(int start)
    {
        var quote = _text[_token.End - 1];
        var parts = new List<Expression>();
        var (depth, interpolation) = (_lexer.BraceDepth, _lexer.InInterpolation);
        while (true)
        {
            var text = _lexer.NextInterpolatedText(quote, out var isLast);
            if (text.End > text.Start)
            {
                parts.Add(At(new Literal(new Value(Unescape(text.Start, text.End))), text.Start));
            }

            if (isLast)
            {
                break;
            }

            _lexer.BraceDepth = 0;
            _lexer.InInterpolation = true;
            Advance();
            parts.Add(ParseInside(ParsePipe));
            if (_token.Kind != TokenKind.CloseBrace)
            {
                throw new TemplateSyntaxException(_token.Start, "`}` is expected here.");
            }

            // The text goes on right behind the brace.
            _lexer.Position = _token.End;
        }

        (_lexer.BraceDepth, _lexer.InInterpolation) = (depth, interpolation);
        Advance();
        return At(new InterpolatedString([.. parts]), start);
    }

    private string Unescape(int start, int end)
    {
        var text = _text.AsSpan(start, end - start);
        if (IsLiquid || !text.Contains('\\'))
        {
            return text.ToString();
        }

        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            i++;
            switch (text[i])
            {
                case 'n':
                    result.Append('\n');
                    break;
                case 'r':
                    result.Append('\r');
                    break;
                case 't':
                    result.Append('\t');
                    break;
                case 'b':
                    result.Append('\b');
                    break;
                case 'f':
                    result.Append('\f');
                    break;
                case 'v':
                    result.Append('\v');
                    break;
                case '0':
                    result.Append('\0');
                    break;
                case '\'' or '"' or '\\' or '{' or '}':
                    result.Append(text[i]);
                    break;
                case '\n':
                    break;
                case '\r':
                    i += i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
                    break;
                case 'u':
                case 'x':
                    var digits = text[i] == 'u' ? 4 : 2;
                    if (i + digits >= text.Length
                        || !int.TryParse(text.Slice(i + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
                    {
                        throw new TemplateSyntaxException(start + i - 1, $"`\\{text[i]}` is followed by {digits} hexadecimal digits.");
                    }

                    result.Append((char)code);
                    i += digits;
                    break;
                default:
                    throw new TemplateSyntaxException(start + i - 1, $"`\\{text[i]}` is no escape sequence.");
            }
        }

        return result.ToString();
    }

    private Value NumberOf(Token token)
    {
        var text = _text.AsSpan(token.Start, token.End - token.Start);
        if (text.Contains('_'))
        {
            text = text.ToString().Replace("_", "", StringComparison.Ordinal);
        }

        switch (token.Kind)
        {
            case TokenKind.Integer when text.Length > 1000:
                throw new TemplateSyntaxException(token.Start, "This number is too large.");
            case TokenKind.Integer:
                return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
                    ? new Value(whole)
                    : Value.From(BigInteger.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture));
            case TokenKind.Hexadecimal:
                var unsigned = text[^1] is 'u' or 'U';
                var digits = unsigned ? text[2..^1] : text[2..];
                if (digits.IsEmpty || digits.Length > 16)
                {
                    throw new TemplateSyntaxException(token.Start, "This is not a hexadecimal number.");
                }

                var bits = ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                return unsigned ? Value.From(bits) : digits.Length <= 8 ? new Value((int)(uint)bits) : new Value((long)bits);
            default:
                return RealOf(text, token);
        }
    }

    private static Value RealOf(ReadOnlySpan<char> text, Token token)
    {
        var suffix = text[^1];
        if (!char.IsAsciiDigit(suffix))
        {
            text = text[..^1];
        }

        switch (suffix)
        {
            case 'm' or 'M' when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact):
                return Value.From((object)exact);
            case 'm' or 'M':
                throw new TemplateSyntaxException(token.Start, "This number is too large.");
            case 'f' or 'F':
                return Value.From((object)float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
            default:
                var real = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
                return !text.Contains('.') && Math.Abs(real) < 1e18 && suffix is not ('d' or 'D') && real == Math.Floor(real)
                    ? new Value((long)real)
                    : new Value(real);
        }
    }

    private ObjectLiteral ParseObject(int start)
    {
        _lexer.BraceDepth++;
        var interpolation = _lexer.InInterpolation;
        _lexer.InInterpolation = false;
        Advance();
        SkipNewLines();
        var names = new List<string>();
        var values = new List<Expression>();
        while (_token.Kind != TokenKind.CloseBrace)
        {
            names.Add(_token.Kind switch
            {
                TokenKind.Identifier => Intern(TokenText),
                TokenKind.String => Unescape(_token.Start + 1, _token.End - 1),
                _ => throw new TemplateSyntaxException(_token.Start, "The name of a member is expected here."),
            });
            Advance();
            Expect(TokenKind.Colon, "`:`");
            SkipNewLines();
            values.Add(ParseConditional());
            SkipNewLines();
            if (!TryTake(TokenKind.Comma))
            {
                break;
            }

            SkipNewLines();
        }

        if (_token.Kind != TokenKind.CloseBrace)
        {
            throw new TemplateSyntaxException(_token.Start, "`}` is expected here.");
        }

        _lexer.BraceDepth--;
        _lexer.InInterpolation = interpolation;
        Advance();
        return At(new ObjectLiteral([.. names], [.. values]), start);
    }
}
