using System.Globalization;
using System.Text;

namespace Workflows.JavaScript.BuiltIns;

/// <summary>Writes script values as JSON text (ECMA-262 25.5.2).</summary>
internal sealed class JsonWriter(Realm realm, JsFunction? replacer, List<PropertyKey>? allowed, string gap)
{
    private static readonly PropertyKey ToJson = "toJSON";
    private readonly StringBuilder _text = new();
    private readonly HashSet<JsObject> _open = new(ReferenceEqualityComparer.Instance);
    private int _depth;

    public string Text => _text.ToString();

    /// <summary>Writes a value; false when it has no JSON form (undefined, functions, symbols).</summary>
    public bool Write(JsObject holder, in PropertyKey key, JsValue value)
    {
        realm.EnsureStack();
        realm.Step();
        if (value.IsObject && ((JsObject)value.Ref!).Get(realm, ToJson).Ref is JsFunction convert)
        {
            value = convert.Call(realm, value, [key.ToValue()]);
        }

        if (replacer is not null)
        {
            value = replacer.Call(realm, JsValue.Of(holder), [key.ToValue(), value]);
        }

        if (value.Ref is IPrimitiveHolder { Primitive.IsSymbol: false } wrapper)
        {
            value = wrapper.Primitive.Kind switch
            {
                Kind.Number => JsValue.Of(Operators.ToNumber(realm, value)),
                Kind.String => JsValue.Of(Operators.ToText(realm, value)),
                _ => wrapper.Primitive,
            };
        }

        if (_text.Length > 1024)
        {
            Operators.CheckLength(realm, _text.Length);
        }

        switch (value.Kind)
        {
            case Kind.Null:
                _text.Append("null");
                return true;
            case Kind.Boolean:
                _text.Append(value.IsTrue ? "true" : "false");
                return true;
            case Kind.Number:
                _text.Append(double.IsFinite(value.Num) ? NumberText.Format(value.Num) : "null");
                return true;
            case Kind.String:
                Quote(value.AsString());
                return true;
            case Kind.Object when value.Ref is not JsFunction:
                var o = (JsObject)value.Ref!;
                if (!_open.Add(o))
                {
                    throw realm.TypeError("Converting circular structure to JSON");
                }

                _depth++;
                if (o.IsArray)
                {
                    WriteArray(o);
                }
                else
                {
                    WriteObject(o);
                }

                _depth--;
                _open.Remove(o);
                return true;
            default:
                return false;
        }
    }

    private void WriteArray(JsObject o)
    {
        _text.Append('[');
        var length = Operators.LengthOf(realm, o);
        for (double i = 0; i < length; i++)
        {
            if (i > 0)
            {
                _text.Append(',');
            }

            Line(_depth);
            if (!Write(o, ArrayBuiltIns.Key(i), ArrayBuiltIns.Get(realm, o, i)))
            {
                _text.Append("null");
            }
        }

        if (length > 0)
        {
            Line(_depth - 1);
        }

        _text.Append(']');
    }

    private void WriteObject(JsObject o)
    {
        _text.Append('{');
        var any = false;
        foreach (var key in allowed ?? EnumerableNames(realm, o))
        {
            var start = _text.Length;
            if (any)
            {
                _text.Append(',');
            }

            Line(_depth);
            Quote(key.ToString());
            _text.Append(gap.Length > 0 ? ": " : ":");
            if (Write(o, key, o.Get(realm, key)))
            {
                any = true;
            }
            else
            {
                _text.Length = start;
            }
        }

        if (any)
        {
            Line(_depth - 1);
        }

        _text.Append('}');
    }

    /// <summary>The names that are written, fixed before any script code runs.</summary>
    public static List<PropertyKey> EnumerableNames(Realm realm, JsObject o)
    {
        var keys = o.OwnKeys(realm);
        keys.RemoveAll(k => k.IsSymbol || !o.TryGetOwn(realm, k, out var own) || !own.Enumerable);
        return keys;
    }

    private void Line(int depth)
    {
        if (gap.Length == 0)
        {
            return;
        }

        realm.Charge(depth * gap.Length * 2L);
        _text.Append('\n');
        for (var i = 0; i < depth; i++)
        {
            _text.Append(gap);
        }
    }

    private void Quote(string value)
    {
        realm.Steps(value.Length >> 6);
        realm.Charge(value.Length * 2L);
        _text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            switch (c)
            {
                case '"':
                    _text.Append("\\\"");
                    break;
                case '\\':
                    _text.Append("\\\\");
                    break;
                case '\n':
                    _text.Append("\\n");
                    break;
                case '\r':
                    _text.Append("\\r");
                    break;
                case '\t':
                    _text.Append("\\t");
                    break;
                case '\b':
                    _text.Append("\\b");
                    break;
                case '\f':
                    _text.Append("\\f");
                    break;
                default:
                    var lone = char.IsSurrogate(c) && !(char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1])) &&
                        !(char.IsLowSurrogate(c) && i > 0 && char.IsHighSurrogate(value[i - 1]));
                    if (c < ' ' || lone)
                    {
                        _text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    }
                    else
                    {
                        _text.Append(c);
                    }

                    break;
            }
        }

        _text.Append('"');
    }
}
