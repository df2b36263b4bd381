using System.Globalization;

namespace Workflows.JavaScript.BuiltIns;

internal sealed partial class RegexTranslator
{
    /// <summary>An escape outside of a class; the backslash is behind us.</summary>
    private void AtomEscape()
    {
        if (_at >= pattern.Length)
        {
            throw Bad("\\ at end of pattern");
        }

        var c = Peek();
        if (c is >= '1' and <= '9')
        {
            var start = _at;
            var number = Number();
            if (_unicode || number <= _total)
            {
                if (number > _total)
                {
                    throw Bad("Invalid escape");
                }

                Reference(number);
                return;
            }

            _at = start;
        }

        if (c == 'k' && (_unicode || _hasNames))
        {
            _at++;
            if (!Eat('<'))
            {
                throw Bad("Invalid named reference");
            }

            var name = GroupName();
            var found = _names.Find(n => n.Name == name);
            if (found.Name is null)
            {
                throw Bad("Invalid named capture referenced");
            }

            Reference(found.Number);
            return;
        }

        if (ClassEscape() is { } set)
        {
            (IgnoreCase ? set.Fold(_unicode) : set).Write(_out, _unicode);
            return;
        }

        Literal(CharacterEscape(false));
    }

    /// <summary>A group that did not take part matches the empty text.</summary>
    private void Reference(int number)
    {
        var n = number.ToString(CultureInfo.InvariantCulture);
        _out.Append("(?(").Append(n).Append(IgnoreCase ? ")(?i:\\k<" : ")\\k<").Append(n).Append(IgnoreCase ? ">))" : ">)");
    }

    private CharacterSet? ClassEscape()
    {
        switch (Peek())
        {
            case 'd':
                _at++;
                return CharacterSet.Digits;
            case 'D':
                _at++;
                return CharacterSet.Digits.Complement(_unicode);
            case 'w':
                _at++;
                return Word();
            case 'W':
                _at++;
                return Word().Complement(_unicode);
            case 's':
                _at++;
                return CharacterSet.Space;
            case 'S':
                _at++;
                return CharacterSet.Space.Complement(_unicode);
            case 'p' or 'P' when _unicode:
                var negated = Peek() == 'P';
                _at++;
                var close = pattern.IndexOf('}', _at);
                if (!Eat('{') || close < 0)
                {
                    throw Bad("Invalid property name");
                }

                var set = CharacterSet.OfProperty(pattern[_at..close]) ?? throw Bad("Invalid property name");
                _at = close + 1;
                return negated ? set.Complement(true) : set;
            default:
                return null;
        }
    }

    /// <summary>In Unicode mode the long s and the Kelvin sign are the letters s and k when case is ignored.</summary>
    private CharacterSet Word() => _unicode && IgnoreCase ? CharacterSet.Word.Add(0x17F, 0x17F).Add(0x212A, 0x212A) : CharacterSet.Word;

    private int CharacterEscape(bool inClass)
    {
        var c = Peek();
        switch (c)
        {
            case 't':
                _at++;
                return '\t';
            case 'n':
                _at++;
                return '\n';
            case 'v':
                _at++;
                return '\v';
            case 'f':
                _at++;
                return '\f';
            case 'r':
                _at++;
                return '\r';
            case 'c':
                return ControlEscape(inClass);
            case '0' when !char.IsAsciiDigit(Peek(1)):
                _at++;
                return 0;
            case >= '0' and <= '7' when !_unicode:
                return OctalEscape();
            case 'x':
                _at++;
                var high = Characters.HexValue(Peek());
                var low = Characters.HexValue(Peek(1));
                if (high >= 0 && low >= 0)
                {
                    _at += 2;
                    return (high * 16) + low;
                }

                return _unicode ? throw Bad("Invalid escape") : 'x';
            case 'u':
                _at++;
                return UnicodeEscape(_unicode) ?? (_unicode ? throw Bad("Invalid Unicode escape") : 'u');
            case '-' when _unicode && inClass:
                _at++;
                return '-';
            default:
                if (_unicode)
                {
                    if (!"^$\\.*+?()[]{}|/".Contains(c, StringComparison.Ordinal))
                    {
                        throw Bad("Invalid escape");
                    }
                }
                else if (c == 'k' && _hasNames)
                {
                    throw Bad("Invalid named reference");
                }

                return NextPoint();
        }
    }

    private int ControlEscape(bool inClass)
    {
        var letter = Peek(1);
        if (char.IsAsciiLetter(letter) || (inClass && !_unicode && (char.IsAsciiDigit(letter) || letter == '_')))
        {
            _at += 2;
            return letter % 32;
        }

        // Without a letter the backslash stands for itself (Annex B.1.2).
        return _unicode ? throw Bad("Invalid Unicode escape") : '\\';
    }

    private int OctalEscape()
    {
        var value = 0;
        var limit = Peek() < '4' ? 3 : 2;
        for (var i = 0; i < limit && Peek() is >= '0' and <= '7'; i++)
        {
            value = (value * 8) + (pattern[_at++] - '0');
        }

        return value;
    }

    /// <summary>What follows \u, or null when it is no escape.</summary>
    private int? UnicodeEscape(bool braces)
    {
        if (braces && Peek() == '{')
        {
            var close = pattern.IndexOf('}', _at);
            if (close < 0 || close == _at + 1 ||
                !long.TryParse(pattern.AsSpan(_at + 1, close - _at - 1).TrimStart('0') is { Length: > 0 } digits ? digits : "0", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) ||
                point is > 0x10FFFF or < 0)
            {
                return null;
            }

            _at = close + 1;
            return (int)point;
        }

        if (FourDigits(_at) is not { } first)
        {
            return null;
        }

        _at += 4;
        if (braces && first is >= 0xD800 and <= 0xDBFF && Peek() == '\\' && Peek(1) == 'u' && FourDigits(_at + 2) is { } second and >= 0xDC00 and <= 0xDFFF)
        {
            _at += 6;
            return char.ConvertToUtf32((char)first, (char)second);
        }

        return first;
    }

    private int? FourDigits(int at)
    {
        if (at + 4 > pattern.Length)
        {
            return null;
        }

        var value = 0;
        for (var i = at; i < at + 4; i++)
        {
            var digit = Characters.HexValue(pattern[i]);
            if (digit < 0)
            {
                return null;
            }

            value = (value * 16) + digit;
        }

        return value;
    }

    private void Class()
    {
        _at++;
        var negated = Eat('^');
        var set = new CharacterSet();
        while (!Eat(']'))
        {
            var low = ClassAtom(set);
            if (Peek() != '-' || Peek(1) is ']' or '\0')
            {
                if (low is { } single)
                {
                    set.Add(single, single);
                }

                continue;
            }

            _at++;
            var high = ClassAtom(set);
            if (low is null || high is null)
            {
                if (_unicode)
                {
                    throw Bad("Invalid character class");
                }

                set.Add('-', '-');
                foreach (var point in new[] { low, high })
                {
                    if (point is { } known)
                    {
                        set.Add(known, known);
                    }
                }

                continue;
            }

            if (low > high)
            {
                throw Bad("Range out of order in character class");
            }

            set.Add(low.Value, high.Value);
        }

        set = IgnoreCase ? set.Fold(_unicode) : set;
        (negated ? set.Complement(_unicode) : set).Write(_out, _unicode);
    }

    /// <summary>One member of a class; null when it was a set, which is added at once.</summary>
    private int? ClassAtom(CharacterSet set)
    {
        if (_at >= pattern.Length)
        {
            throw Bad("Unterminated character class");
        }

        if (!Eat('\\'))
        {
            return NextPoint();
        }

        if (_at >= pattern.Length)
        {
            throw Bad("\\ at end of pattern");
        }

        if (Eat('b'))
        {
            return '\b';
        }

        if (ClassEscape() is { } escape)
        {
            set.Add(escape);
            return null;
        }

        return CharacterEscape(true);
    }
}
