using System.Globalization;
using System.Text;

namespace Workflows.JavaScript.BuiltIns;

/// <summary>Reads JSON text into script values.</summary>
internal sealed class JsonReader(Realm realm, string text)
{
    private int _at;

    public JsValue Read()
    {
        var value = Value();
        Space();
        return _at == text.Length ? value : throw Unexpected();
    }

    private ThrowException Unexpected() => _at >= text.Length
        ? realm.SyntaxError("Unexpected end of JSON input")
        : realm.SyntaxError($"Unexpected token '{text[_at]}' in JSON at position {_at.ToString(CultureInfo.InvariantCulture)}");

    private void Space()
    {
        while (_at < text.Length && text[_at] is ' ' or '\t' or '\n' or '\r')
        {
            _at++;
        }
    }

    private JsValue Value()
    {
        realm.EnsureStack();
        realm.Step();
        Space();
        if (_at >= text.Length)
        {
            throw Unexpected();
        }

        switch (text[_at])
        {
            case '{':
                return Object();
            case '[':
                return Array();
            case '"':
                return JsValue.Of(Text());
            case 't':
                return Word("true", JsValue.True);
            case 'f':
                return Word("false", JsValue.False);
            case 'n':
                return Word("null", JsValue.Null);
            default:
                return Number();
        }
    }

    private JsValue Word(string word, in JsValue value)
    {
        foreach (var c in word)
        {
            if (_at >= text.Length || text[_at] != c)
            {
                throw Unexpected();
            }

            _at++;
        }

        return value;
    }

    private JsValue Object()
    {
        _at++;
        var o = realm.NewObject();
        Space();
        if (_at < text.Length && text[_at] == '}')
        {
            _at++;
            return JsValue.Of(o);
        }

        while (true)
        {
            Space();
            if (_at >= text.Length || text[_at] != '"')
            {
                throw Unexpected();
            }

            var key = PropertyKey.Of(Text());
            Space();
            if (_at >= text.Length || text[_at] != ':')
            {
                throw Unexpected();
            }

            _at++;
            o.CreateData(realm, key, Value());
            Space();
            if (_at < text.Length && text[_at] == ',')
            {
                _at++;
                continue;
            }

            if (_at >= text.Length || text[_at] != '}')
            {
                throw Unexpected();
            }

            _at++;
            return JsValue.Of(o);
        }
    }

    private JsValue Array()
    {
        _at++;
        var array = realm.NewArray([]);
        Space();
        if (_at < text.Length && text[_at] == ']')
        {
            _at++;
            return JsValue.Of(array);
        }

        while (true)
        {
            array.Append(realm, Value());
            Space();
            if (_at < text.Length && text[_at] == ',')
            {
                _at++;
                continue;
            }

            if (_at >= text.Length || text[_at] != ']')
            {
                throw Unexpected();
            }

            _at++;
            return JsValue.Of(array);
        }
    }

    private string Text()
    {
        var start = ++_at;
        var rest = text.AsSpan(start);
        var end = rest.IndexOfAny('"', '\\');
        if (end >= 0 && rest[end] == '"' && !rest[..end].ContainsAnyInRange('\0', '\u001f'))
        {
            _at = start + end + 1;
            return realm.Charged(rest[..end].ToString());
        }

        var result = new StringBuilder();
        while (true)
        {
            if (_at >= text.Length || text[_at] < ' ')
            {
                throw Unexpected();
            }

            var c = text[_at++];
            if (c == '"')
            {
                return realm.Charged(result.ToString());
            }

            result.Append(c == '\\' ? Escape() : c);
        }
    }

    private char Escape()
    {
        if (_at >= text.Length)
        {
            throw Unexpected();
        }

        var c = text[_at++];
        switch (c)
        {
            case '"' or '\\' or '/':
                return c;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                var code = 0;
                for (var i = 0; i < 4; i++)
                {
                    var digit = _at < text.Length ? Characters.HexValue(text[_at]) : -1;
                    if (digit < 0)
                    {
                        throw Unexpected();
                    }

                    code = (code * 16) + digit;
                    _at++;
                }

                return (char)code;
            default:
                _at--;
                throw Unexpected();
        }
    }

    private JsValue Number()
    {
        var start = _at;
        if (Peek() == '-')
        {
            _at++;
        }

        if (Peek() == '0')
        {
            _at++;
        }
        else
        {
            Digits();
        }

        if (Peek() == '.')
        {
            _at++;
            Digits();
        }

        if (Peek() is 'e' or 'E')
        {
            _at++;
            if (Peek() is '+' or '-')
            {
                _at++;
            }

            Digits();
        }

        return JsValue.Of(double.Parse(text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    private char Peek() => _at < text.Length ? text[_at] : '\0';

    private void Digits()
    {
        if (!char.IsAsciiDigit(Peek()))
        {
            throw Unexpected();
        }

        while (char.IsAsciiDigit(Peek()))
        {
            _at++;
        }
    }
}
