using System.Globalization;
using System.Text;

namespace Workflows.JavaScript.Parsing;

internal sealed partial class Lexer
{
    private void Number(ref Token token)
    {
        token.Type = T.Number;
        token.Tail = false;
        var start = _at;
        if (source[_at] == '0')
        {
            var radix = (Peek(1) | 0x20) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 };
            if (radix != 0)
            {
                _at += 2;
                token.Number = RadixNumber(radix);
                NumberEnd(ref token);
                return;
            }

            if (char.IsAsciiDigit(Peek(1)))
            {
                LegacyNumber(ref token);
                return;
            }

            if (Peek(1) == '_')
            {
                throw Error("Numeric separator can not be used after leading 0", _at);
            }
        }

        var separators = Digits();
        var integer = true;
        if (Peek(0) == '.')
        {
            integer = false;
            _at++;
            if (Peek(0) == '_')
            {
                throw Error("Numeric separators are not allowed here", _at);
            }

            separators |= Digits();
        }

        if (Peek(0) is 'e' or 'E')
        {
            integer = false;
            _at++;
            if (Peek(0) is '+' or '-')
            {
                _at++;
            }

            if (!char.IsAsciiDigit(Peek(0)))
            {
                throw Error("Invalid or unexpected token", _at);
            }

            separators |= Digits();
        }

        var text = source.AsSpan(start, _at - start);
        if (integer && text.Length < 16 && !separators)
        {
            long value = 0;
            foreach (var digit in text)
            {
                value = (value * 10) + (digit - '0');
            }

            token.Number = value;
        }
        else
        {
            token.Number = double.Parse(
                separators ? text.ToString().Replace("_", "", StringComparison.Ordinal) : text, NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        if (integer && Peek(0) == 'n')
        {
            throw Error("BigInt literals are not supported", _at);
        }

        NumberEnd(ref token);
    }

    private bool Digits()
    {
        var separators = false;
        while (char.IsAsciiDigit(Peek(0)) || Peek(0) == '_')
        {
            if (source[_at] == '_')
            {
                separators = true;
                if (!char.IsAsciiDigit(Peek(1)) || !char.IsAsciiDigit(source[_at - 1]))
                {
                    throw Error("Numeric separators are not allowed here", _at);
                }
            }

            _at++;
        }

        return separators;
    }

    private double RadixNumber(int radix)
    {
        double value = 0;
        var start = _at;
        while (_at < source.Length)
        {
            var c = source[_at];
            if (c == '_')
            {
                if (_at == start || source[_at - 1] == '_' || !IsDigitOf(Peek(1), radix))
                {
                    throw Error("Numeric separators are not allowed here", _at);
                }
            }
            else if (!IsDigitOf(c, radix))
            {
                break;
            }

            _at++;
        }

        if (_at == start)
        {
            throw Error("Invalid or unexpected token", _at);
        }

        value = NumberText.ParseRadix(source.AsSpan(start, _at - start).ToString().Replace("_", "", StringComparison.Ordinal), radix);
        return value;
    }

    private static bool IsDigitOf(char c, int radix)
    {
        var digit = Characters.HexValue(c);
        return digit >= 0 && digit < radix;
    }

    /// <summary>010 is octal, 089 is decimal; both only in sloppy code.</summary>
    private void LegacyNumber(ref Token token)
    {
        var start = _at;
        var octal = true;
        while (char.IsAsciiDigit(Peek(0)))
        {
            octal &= source[_at] < '8';
            _at++;
        }

        token.Tail = true;
        if (octal)
        {
            token.Number = NumberText.ParseRadix(source.AsSpan(start, _at - start).ToString(), 8);
        }
        else
        {
            if (Peek(0) == '.')
            {
                _at++;
                while (char.IsAsciiDigit(Peek(0)))
                {
                    _at++;
                }
            }

            if (Peek(0) is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
            {
                _at += 2;
                while (char.IsAsciiDigit(Peek(0)))
                {
                    _at++;
                }
            }

            token.Number = double.Parse(source.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        NumberEnd(ref token);
    }

    private void NumberEnd(ref Token token)
    {
        var c = Peek(0);
        if (char.IsAsciiLetterOrDigit(c) || c is '$' or '_' or '\\' || (c >= 128 && Characters.IsIdentifierStart(c)))
        {
            throw Error("Invalid or unexpected token", _at);
        }
    }

    private void String(ref Token token, char quote)
    {
        token.Type = T.String;
        var start = ++_at;
        var rest = source.AsSpan(start);
        var stop = rest.IndexOfAny([quote, '\\', '\n', '\r']);
        if (stop >= 0 && rest[stop] == quote)
        {
            token.Text = rest[..stop].Length < 32 ? Intern(rest[..stop]) : rest[..stop].ToString();
            _at = start + stop + 1;
            return;
        }

        var text = new StringBuilder();
        while (true)
        {
            if (_at >= source.Length || source[_at] is '\n' or '\r')
            {
                throw Error("Invalid or unexpected token", start - 1);
            }

            var c = source[_at++];
            if (c == quote)
            {
                break;
            }

            if (c == '\\')
            {
                token.Special |= StringEscape(text, false);
            }
            else
            {
                text.Append(c);
            }
        }

        token.Text = text.ToString();
    }

    /// <summary>Reads an escape after its backslash; true for one that strict code forbids.</summary>
    private bool StringEscape(StringBuilder text, bool template)
    {
        if (_at >= source.Length)
        {
            throw Error("Invalid or unexpected token", _at);
        }

        var c = source[_at++];
        switch (c)
        {
            case 'n': text.Append('\n'); return false;
            case 't': text.Append('\t'); return false;
            case 'r': text.Append('\r'); return false;
            case 'b': text.Append('\b'); return false;
            case 'v': text.Append('\v'); return false;
            case 'f': text.Append('\f'); return false;
            case '\r':
                if (Peek(0) == '\n')
                {
                    _at++;
                }

                return false;
            case '\n' or '\u2028' or '\u2029':
                return false;
            case 'x':
                var high = Characters.HexValue(Peek(0));
                var low = Characters.HexValue(Peek(1));
                if (high < 0 || low < 0)
                {
                    throw Error("Invalid hexadecimal escape sequence", _at);
                }

                text.Append((char)((high * 16) + low));
                _at += 2;
                return false;
            case 'u':
                var point = UnicodeEscape();
                if (point > 0xFFFF)
                {
                    text.Append(char.ConvertFromUtf32(point));
                }
                else
                {
                    text.Append((char)point);
                }

                return false;
            case '0' when !char.IsAsciiDigit(Peek(0)):
                text.Append('\0');
                return false;
            case >= '0' and <= '7':
                if (template)
                {
                    throw Error("Octal escape sequences are not allowed in template strings", _at);
                }

                var value = c - '0';
                for (var i = 0; i < (c < '4' ? 2 : 1) && Peek(0) is >= '0' and <= '7'; i++)
                {
                    value = (value * 8) + (source[_at++] - '0');
                }

                text.Append((char)value);
                return true;
            case '8' or '9':
                if (template)
                {
                    throw Error("\\8 and \\9 are not allowed in template strings", _at);
                }

                text.Append(c);
                return true;
            default:
                text.Append(c);
                return false;
        }
    }
}

internal static class LineEndings
{
    /// <summary>Turns CR LF and CR into LF, as template text is defined; other line ends stay.</summary>
    public static string ReplaceLineEndings(this string text, string with, char carriageReturn) =>
        !text.Contains(carriageReturn)
            ? text
            : text.Replace("\r\n", with, StringComparison.Ordinal).Replace("\r", with, StringComparison.Ordinal);
}
