using System.Collections;
using System.Globalization;
using System.Numerics;

namespace Workflows.Templates.Evaluation;

internal sealed partial class RenderContext
{
    public static string NameOf(Value value) => value.Kind switch
    {
        ValueKind.Null => "null",
        ValueKind.Bool => "a boolean",
        >= ValueKind.Int and <= ValueKind.BigInteger => "a number",
        ValueKind.String => "a string",
        ValueKind.Date => "a date",
        ValueKind.TimeSpan => "a time span",
        ValueKind.Range or ValueKind.Array => "an array",
        ValueKind.Function => "a function",
        _ => "an object",
    };

    public long ToLong(Value value, Node site)
    {
        if (value.IsInteger)
        {
            return value.AsLong;
        }

        switch (value.Kind)
        {
            case ValueKind.Null:
                return 0;
            case ValueKind.Bool:
                return value.AsBool ? 1 : 0;
            case ValueKind.String when long.TryParse(value.AsString, NumberStyles.Integer, Culture, out var parsed):
                return parsed;
            case ValueKind.BigInteger:
                return ((BigInteger)value.Ref!).Sign > 0 ? long.MaxValue : long.MinValue;
            case ValueKind.Other when value.Ref is Enum number:
                return System.Convert.ToInt64(number, CultureInfo.InvariantCulture);
            case ValueKind.Double or ValueKind.Float or ValueKind.Decimal or ValueKind.String:
                var real = Math.Round(ToDouble(value, site));
                return real >= long.MaxValue ? long.MaxValue : real <= long.MinValue ? long.MinValue : double.IsNaN(real) ? 0 : (long)real;
            default:
                throw site.Error($"A number is expected, not {NameOf(value)}.");
        }
    }

    public int ToInt(Value value, Node site)
    {
        if (value.IsInt)
        {
            return value.AsInt;
        }

        var number = ToLong(value, site);
        return number is >= int.MinValue and <= int.MaxValue
            ? (int)number
            : throw site.Error($"The number {number} is too large here.");
    }

    public double ToDouble(Value value, Node site)
    {
        if (value.IsNumber)
        {
            return Operators.ToDouble(value);
        }

        return value.Kind switch
        {
            ValueKind.Null => 0,
            ValueKind.Bool => value.AsBool ? 1 : 0,
            ValueKind.String when double.TryParse(value.AsString, NumberStyles.Float | NumberStyles.AllowThousands, Culture, out var parsed) =>
                parsed,
            ValueKind.String => throw site.Error($"\"{value.AsString}\" is not a number."),
            _ => throw site.Error($"A number is expected, not {NameOf(value)}."),
        };
    }

    /// <summary>A date as an instant with its offset; dates without one are of the rendering's zone.</summary>
    public DateTimeOffset ToOffset(Value value) => value.Ref switch
    {
        DateTimeOffset instant => instant,
        DateOnly day => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), OffsetOf(day.ToDateTime(TimeOnly.MinValue))),
        DateTime { Kind: DateTimeKind.Utc } utc => new DateTimeOffset(utc, TimeSpan.Zero),
        DateTime time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Unspecified), OffsetOf(time)),
        _ => default,
    };

    public Value AddTo(Value date, TimeSpan span, Node site)
    {
        try
        {
            return date.Ref switch
            {
                DateTime time => Value.Of(time + span),
                _ => Value.Of(ToOffset(date) + span),
            };
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw site.Error("The date is out of range.", e);
        }
    }

    /// <summary>Makes a value what a .NET parameter asks for.</summary>
    public object? ToClr(Value value, Type type, Node site)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (value.IsNull)
        {
            return target.IsValueType && target == type ? Activator.CreateInstance(type) : null;
        }

        var plain = value.ToObject();
        if (target.IsInstanceOfType(plain))
        {
            return plain;
        }

        try
        {
            return Convert(value, target, site) ?? throw site.Error($"{NameOf(value)} cannot be passed as {target.Name}.");
        }
        catch (Exception e) when (e is FormatException or OverflowException or InvalidCastException)
        {
            throw site.Error($"{NameOf(value)} cannot be passed as {target.Name}.", e);
        }
    }

    private object? Convert(Value value, Type target, Node site)
    {
        if (target == typeof(string))
        {
            return ToText(value);
        }

        if (target == typeof(bool))
        {
            return value.IsTrue;
        }

        if (target.IsEnum)
        {
            return value.IsString ? Enum.Parse(target, value.AsString, ignoreCase: true) : Enum.ToObject(target, ToLong(value, site));
        }

        if (target == typeof(DateTime) || target == typeof(DateTimeOffset))
        {
            var date = DateFunctions.ToDate(this, value, site);
            return target == typeof(DateTime) ? (object)(date.Ref as DateTime? ?? ToOffset(date).DateTime) : ToOffset(date);
        }

        if (target == typeof(Guid))
        {
            return Guid.Parse(ToText(value));
        }

        if (target == typeof(decimal) && value.IsString)
        {
            return decimal.Parse(value.AsString, Culture);
        }

        if (target == typeof(long) || target == typeof(int) || target == typeof(short) || target == typeof(byte))
        {
            return System.Convert.ChangeType(ToLong(value, site), target, CultureInfo.InvariantCulture);
        }

        if (target.IsPrimitive || target == typeof(decimal))
        {
            return System.Convert.ChangeType(ToDouble(value, site), target, CultureInfo.InvariantCulture);
        }

        return ToList(value, target, site);
    }

    private IList? ToList(Value value, Type target, Node site)
    {
        var element = target.IsArray ? target.GetElementType()
            : target.IsGenericType && target.GetGenericArguments().Length == 1 ? target.GetGenericArguments()[0]
            : target == typeof(IEnumerable) || target == typeof(IList) ? typeof(object) : null;
        if (element is null || !Items.CanIterate(value) || value.IsString)
        {
            return null;
        }

        var items = Items.Of(this, value, site);
        var array = Array.CreateInstance(element, items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            array.SetValue(ToClr(items[i], element, site), i);
        }

        if (target.IsInstanceOfType(array))
        {
            return array;
        }

        var list = typeof(List<>).MakeGenericType(element);
        return target.IsAssignableFrom(list) ? (IList)Activator.CreateInstance(list, array)! : null;
    }

    private TimeSpan OffsetOf(DateTime time) => TimeZone.GetUtcOffset(DateTime.SpecifyKind(time, DateTimeKind.Unspecified));
}
