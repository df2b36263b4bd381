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
        if (Eat('?'))
        {
            var c = Peek();
            if (c is ':' or '=' or '!')
            {
                _at++;
                assertion = c != ':';
                lookahead = assertion;
                _out.Append("(?").Append(c);
            }
            else if (c == '<' && Peek(1) is '=' or '!')
            {
                assertion = true;
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
}
