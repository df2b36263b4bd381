using System.Globalization;
using System.Text;

namespace Workflows.JavaScript.BuiltIns;

internal sealed partial class RegexTranslator
{
    /// <summary>Translates a group; true for a look-around assertion.</summary>
    private bool Group()
    {
        _at++;
        var assertion = false;
        _quantifiable = false;
        var lookahead = false;
        var backward = _backward;
        if (Eat('?'))
        {
            var c = Peek();
            if (c is ':' or '=' or '!')
            {
                _at++;
                assertion = c != ':';
                lookahead = assertion;
                _backward &= !assertion;
                _out.Append("(?").Append(c);
            }
            else if (c == '<' && Peek(1) is '=' or '!')
            {
                assertion = true;
                _backward = true;
                _out.Append("(?<").Append(Peek(1));
                _at += 2;
            }
            else if (c == '<')
            {
                _at++;
                GroupName();
                _out.Append("(?<").Append((++_group).ToString(CultureInfo.InvariantCulture)).Append('>');
            }
            else
            {
                throw Bad("Invalid group");
            }
        }
        else
        {
            _out.Append("(?<").Append((++_group).ToString(CultureInfo.InvariantCulture)).Append('>');
        }

        Disjunction();
        if (!Eat(')'))
        {
            throw Bad("Unterminated group");
        }

        _out.Append(')');
        _backward = backward;
        _quantifiable = lookahead;
        return assertion;
    }

    private string GroupName()
    {
        var name = new StringBuilder();
        while (!Eat('>'))
        {
            if (_at >= pattern.Length)
            {
                throw Bad("Invalid capture group name");
            }

            int point;
            if (Eat('\\'))
            {
                if (!Eat('u'))
                {
                    throw Bad("Invalid Unicode escape");
                }

                point = UnicodeEscape(true) ?? throw Bad("Invalid Unicode escape");
            }
            else
            {
                point = pattern[_at++];
                if (char.IsHighSurrogate((char)point) && char.IsLowSurrogate(Peek()))
                {
                    point = char.ConvertToUtf32((char)point, pattern[_at++]);
                }
            }

            if (point is >= 0xD800 and <= 0xDFFF || !(name.Length == 0 ? Characters.IsIdentifierStart(point) : Characters.IsIdentifierPart(point)))
            {
                throw Bad("Invalid capture group name");
            }

            name.Append(char.ConvertFromUtf32(point));
        }

        return name.Length == 0 ? throw Bad("Invalid capture group name") : name.ToString();
    }

    private bool IsBraceQuantifier()
    {
        var at = _at + 1;
        var digits = at;
        while (at < pattern.Length && char.IsAsciiDigit(pattern[at]))
        {
            at++;
        }

        if (at == digits)
        {
            return false;
        }

        if (at < pattern.Length && pattern[at] == ',')
        {
            at++;
            while (at < pattern.Length && char.IsAsciiDigit(pattern[at]))
            {
                at++;
            }
        }

        return at < pattern.Length && pattern[at] == '}';
    }

    private void Quantifier(int start, int groupsBefore)
    {
        var c = Peek();
        string text;
        var many = true;
        if (c is '*' or '+' or '?')
        {
            _at++;
            text = c.ToString();
            many = c != '?';
        }
        else if (c == '{' && IsBraceQuantifier())
        {
            _at++;
            var low = Number();
            var high = low;
            if (Eat(','))
            {
                high = Peek() == '}' ? -1 : Number();
            }

            _at++;
            if (high >= 0 && high < low)
            {
                throw Bad("numbers out of order in {} quantifier");
            }

            text = high < 0
                ? $"{{{low.ToString(CultureInfo.InvariantCulture)},}}"
                : $"{{{low.ToString(CultureInfo.InvariantCulture)},{high.ToString(CultureInfo.InvariantCulture)}}}";
            many = high is < 0 or > 1;
        }
        else if (c == '{' && _unicode)
        {
            throw Bad("Incomplete quantifier");
        }
        else
        {
            return;
        }

        // Groups inside the atom lose what they captured in the round before.
        if (many && _group > groupsBefore)
        {
            if (_out.Length + ((_group - groupsBefore) * 24L) > MaxResult)
            {
                throw Bad("The expression is too complex");
            }

            var reset = new StringBuilder();
            for (var i = groupsBefore + 1; i <= _group; i++)
            {
                var n = i.ToString(CultureInfo.InvariantCulture);
                reset.Append("(?(").Append(n).Append(")(?<-").Append(n).Append(">))");
            }

            // A look-behind runs from right to left, so there the start of a round is its right end.
            if (_backward)
            {
                _out.Insert(start, "(?:").Append(reset).Append(')');
            }
            else
            {
                _out.Insert(start, reset.Insert(0, "(?:").ToString()).Append(')');
            }
        }

        _out.Append(text);
        if (Eat('?'))
        {
            _out.Append('?');
        }
    }

    private int Number()
    {
        long value = 0;
        while (char.IsAsciiDigit(Peek()))
        {
            value = Math.Min((value * 10) + (pattern[_at++] - '0'), int.MaxValue);
        }

        return (int)value;
    }
}
