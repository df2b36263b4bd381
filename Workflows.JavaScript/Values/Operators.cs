using System.Runtime.CompilerServices;

namespace Workflows.JavaScript.Values;

/// <summary>Conversions and comparisons (ECMA-262 clause 7).</summary>
internal static partial class Operators
{
    /// <summary>The longest string, as in V8.</summary>
    public const int MaxStringLength = 536_870_888;
    private const int RopeFrom = 256;
    private static readonly JsValue[] Characters = [.. Enumerable.Range(0, 256).Select(i => JsValue.Of(((char)i).ToString()))];

    public static JsValue Character(char c) => c < 256 ? Characters[c] : JsValue.Of(c.ToString());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool ToBoolean(in JsValue value) => value.IsBoolean ? value.Num != 0 : ToBooleanSlow(value);

    private static bool ToBooleanSlow(in JsValue value) => value.Kind switch
    {
        Kind.Number => value.Num != 0 && !double.IsNaN(value.Num),
        Kind.String => value.StringLength != 0,
        Kind.Undefined or Kind.Null or Kind.Empty => false,
        _ => true,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToNumber(Realm realm, in JsValue value) => value.IsNumber ? value.Num : ToNumberSlow(realm, value);

    private static double ToNumberSlow(Realm realm, in JsValue value)
    {
        switch (value.Kind)
        {
            case Kind.Boolean:
                return value.Num;
            case Kind.Null:
                return 0;
            case Kind.String:
                realm.Steps(value.StringLength >> 6);
                return NumberText.Parse(value.AsString());
            case Kind.Symbol:
                throw realm.TypeError("Cannot convert a Symbol value to a number");
            case Kind.Object:
                return ToNumber(realm, ToPrimitive(realm, value, "number"));
            default:
                return double.NaN;
        }
    }

    /// <summary>ToIntegerOrInfinity.</summary>
    public static double ToInteger(Realm realm, in JsValue value)
    {
        var number = ToNumber(realm, value);
        return double.IsNaN(number) ? 0 : Math.Truncate(number) + 0.0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ToInt32(double number)
    {
        var whole = (int)number;
        return whole == number ? whole : ToInt32Slow(number);
    }

    private static int ToInt32Slow(double number)
    {
        if (!double.IsFinite(number))
        {
            return 0;
        }

        var rest = Math.Truncate(number) % 4294967296d;
        return unchecked((int)(uint)(long)rest);
    }

    public static uint ToUint32(double number) => (uint)ToInt32(number);

    public static double ToLength(Realm realm, in JsValue value) =>
        Math.Clamp(ToInteger(realm, value), 0, 9007199254740991d);

    public static double Power(double a, double b) =>
        double.IsNaN(b) || (Math.Abs(a) == 1 && double.IsInfinity(b)) ? double.NaN : b == 0 ? 1 : Math.Pow(a, b);

    /// <summary>ToString: the text of any value but a symbol.</summary>
    public static string ToText(Realm realm, in JsValue value)
    {
        switch (value.Kind)
        {
            case Kind.String:
                return value.AsString();
            case Kind.Number:
                return NumberText.Format(value.Num);
            case Kind.Boolean:
                return value.Num != 0 ? "true" : "false";
            case Kind.Null:
                return "null";
            case Kind.Symbol:
                throw realm.TypeError("Cannot convert a Symbol value to a string");
            case Kind.Object:
                realm.EnsureStack();
                return ToText(realm, ToPrimitive(realm, value, "string"));
            default:
                return "undefined";
        }
    }

    public static PropertyKey ToPropertyKey(Realm realm, in JsValue value)
    {
        if (value.Ref is string text)
        {
            return PropertyKey.Of(text);
        }

        if (value.IsNumber && value.Num >= 0 && (uint)value.Num == value.Num)
        {
            return PropertyKey.Of((uint)value.Num);
        }

        if (value.Ref is JsSymbol symbol)
        {
            return PropertyKey.Of(symbol);
        }

        if (value.IsObject)
        {
            return ToPropertyKey(realm, ToPrimitive(realm, value, "string"));
        }

        return PropertyKey.Of(ToText(realm, value));
    }

    public static JsValue ToPrimitive(Realm realm, in JsValue value, string hint = "default")
    {
        if (value.Ref is not JsObject o)
        {
            return value;
        }

        var exotic = o.Get(realm, JsSymbol.ToPrimitive);
        if (!exotic.IsNullish)
        {
            if (exotic.Ref is not JsFunction convert)
            {
                throw realm.TypeError("Symbol.toPrimitive is not a function");
            }

            var result = convert.Call(realm, value, [JsValue.Of(hint)]);
            return result.IsObject ? throw realm.TypeError("Cannot convert object to primitive value") : result;
        }

        return OrdinaryToPrimitive(realm, o, hint == "string");
    }

    public static JsValue OrdinaryToPrimitive(Realm realm, JsObject o, bool textFirst)
    {
        for (var i = 0; i < 2; i++)
        {
            if (o.Get(realm, textFirst == (i == 0) ? "toString" : "valueOf").Ref is JsFunction method)
            {
                var result = method.Call(realm, JsValue.Of(o), []);
                if (!result.IsObject)
                {
                    return result;
                }
            }
        }

        throw realm.TypeError("Cannot convert object to primitive value");
    }

    public static JsObject ToObject(Realm realm, in JsValue value) => value.Kind switch
    {
        Kind.Object => (JsObject)value.Ref!,
        Kind.String => new StringObject(realm[Intrinsic.StringPrototype], value.AsString()),
        Kind.Number => new PrimitiveObject(realm[Intrinsic.NumberPrototype], value),
        Kind.Boolean => new PrimitiveObject(realm[Intrinsic.BooleanPrototype], value),
        Kind.Symbol => new PrimitiveObject(realm[Intrinsic.SymbolPrototype], value),
        _ => throw realm.TypeError("Cannot convert undefined or null to object"),
    };

    public static string TypeOf(in JsValue value) => value.Kind switch
    {
        Kind.Undefined => "undefined",
        Kind.Boolean => "boolean",
        Kind.Number => "number",
        Kind.String => "string",
        Kind.Symbol => "symbol",
        Kind.Object => value.Ref is JsFunction ? "function" : "object",
        _ => "object",
    };

    /// <summary>Whether a is less than b; null when one of them is not a number.</summary>
    public static bool? LessThan(Realm realm, in JsValue a, in JsValue b, bool leftFirst)
    {
        JsValue x;
        JsValue y;
        if (leftFirst)
        {
            x = ToPrimitive(realm, a, "number");
            y = ToPrimitive(realm, b, "number");
        }
        else
        {
            y = ToPrimitive(realm, b, "number");
            x = ToPrimitive(realm, a, "number");
        }

        if (x.IsString && y.IsString)
        {
            realm.Steps(Math.Min(x.StringLength, y.StringLength) >> 8);
            return string.CompareOrdinal(x.AsString(), y.AsString()) < 0;
        }

        double left;
        double right;
        if (leftFirst)
        {
            left = ToNumber(realm, x);
            right = ToNumber(realm, y);
        }
        else
        {
            right = ToNumber(realm, y);
            left = ToNumber(realm, x);
        }

        return double.IsNaN(left) || double.IsNaN(right) ? null : left < right;
    }

    public static JsValue Add(Realm realm, in JsValue a, in JsValue b)
    {
        var x = ToPrimitive(realm, a);
        var y = ToPrimitive(realm, b);
        if (x.IsString || y.IsString)
        {
            var left = x.IsString ? x : JsValue.Of(ToText(realm, x));
            return Concat(realm, left, y.IsString ? y : JsValue.Of(ToText(realm, y)));
        }

        var number = ToNumber(realm, x);
        return JsValue.Of(number + ToNumber(realm, y));
    }

    public static JsValue Concat(Realm realm, in JsValue a, in JsValue b)
    {
        var left = a.StringLength;
        var right = b.StringLength;
        if (right == 0)
        {
            return a;
        }

        if (left == 0)
        {
            return b;
        }

        var total = (long)left + right;
        CheckLength(realm, total);
        if (total < RopeFrom)
        {
            realm.Charge((total * 2) + 24);
            return JsValue.Of(string.Concat(a.AsString(), b.AsString()));
        }

        realm.Charge(56);
        return JsValue.Of(new Rope(realm, a.Ref!, b.Ref!, (int)total));
    }

    /// <summary>Refuses a string that could never be made, before anything is allocated for it.</summary>
    public static void CheckLength(Realm realm, long length)
    {
        if (length > MaxStringLength)
        {
            throw realm.RangeError("Invalid string length");
        }

        if (length * 2 > realm.MemoryLeft)
        {
            realm.Charge(length * 2);
        }
    }

    public static bool InstanceOf(Realm realm, in JsValue value, in JsValue type)
    {
        if (type.Ref is not JsObject target)
        {
            throw realm.TypeError("Right-hand side of 'instanceof' is not callable");
        }

        var method = target.Get(realm, JsSymbol.HasInstance);
        if (!method.IsNullish)
        {
            return method.Ref is JsFunction function
                ? ToBoolean(function.Call(realm, type, [value]))
                : throw realm.TypeError("Symbol.hasInstance is not a function");
        }

        return target is JsFunction
            ? OrdinaryHasInstance(realm, type, value)
            : throw realm.TypeError("Right-hand side of 'instanceof' is not callable");
    }

    public static bool OrdinaryHasInstance(Realm realm, in JsValue type, in JsValue value)
    {
        if (type.Ref is BoundFunction bound)
        {
            realm.EnsureStack();
            return InstanceOf(realm, value, JsValue.Of(bound.Target));
        }

        if (type.Ref is not JsFunction function || value.Ref is not JsObject o)
        {
            return false;
        }

        if (function.Get(realm, "prototype").Ref is not JsObject prototype)
        {
            throw realm.TypeError("Function has non-object prototype in instanceof check");
        }

        for (var p = o.Prototype; p is not null; p = p.Prototype)
        {
            realm.Step();
            if (ReferenceEquals(p, prototype))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A short text of a value for error messages; runs no script code.</summary>
    public static string Preview(in JsValue value) => value.Kind switch
    {
        Kind.String => value.StringLength > 40 ? "string" : $"\"{value.AsString()}\"",
        Kind.Number => NumberText.Format(value.Num),
        Kind.Boolean => value.Num != 0 ? "true" : "false",
        Kind.Null => "null",
        Kind.Undefined => "undefined",
        Kind.Symbol => value.Ref!.ToString()!,
        _ => value.Ref is JsFunction function ? $"function {function.FunctionName}" : "object",
    };
}
