using System.Globalization;
using System.Numerics;

namespace Workflows.Templates.Functions;

/// <summary>The group <c>math</c>.</summary>
internal static class MathFunctions
{
    public static BuiltinObject Create()
    {
        var group = new BuiltinObject("math");
        group.Add("abs", "value", static (in Call c) => Number(c, out var n) switch
        {
            ValueKind.Null => default,
            ValueKind.Decimal => Value.From((object)Math.Abs((decimal)n.Ref!)),
            ValueKind.Float => Value.From((object)Math.Abs((float)n.Ref!)),
            ValueKind.BigInteger => Value.From(BigInteger.Abs((BigInteger)n.Ref!)),
            ValueKind.Double => new Value(Math.Abs(n.AsDouble)),
            _ => n.AsLong == long.MinValue ? Value.From(BigInteger.Abs(n.AsLong)) : new Value(Math.Abs(n.AsLong)),
        });
        group.Add("ceil", "value", static (in Call c) => Rounded(c, Math.Ceiling, decimal.Ceiling));
        group.Add("floor", "value", static (in Call c) => Rounded(c, Math.Floor, decimal.Floor));
        group.Add("round", "value precision?", static (in Call c) =>
        {
            var digits = Math.Clamp(c.Int(1), 0, 15);
            return Rounded(c, x => Math.Round(x, digits), x => Math.Round(x, digits));
        });
        group.Add("plus", "value with", static (in Call c) => Calculate(c, Operator.Add));
        group.Add("minus", "value with", static (in Call c) => Calculate(c, Operator.Subtract));
        group.Add("times", "value with", static (in Call c) => Calculate(c, Operator.Multiply));
        group.Add("modulo", "value with", static (in Call c) => Calculate(c, Operator.Modulo));
        group.Add("divided_by", "value divisor", static (in Call c) =>
        {
            var result = Calculate(c, Operator.Divide);
            var divisor = c[1].IsString ? Operators.ToNumber(c.Context, c.Site, c[1]) : c[1];
            if (result.IsNull || !Operators.IsWhole(divisor))
            {
                return result;
            }

            return divisor is { IsInt: true, AsInt: 0 }
                ? throw c.Error("A number cannot be divided by zero.")
                : new Value((long)Math.Clamp(Math.Floor(Operators.ToDouble(result)), long.MinValue, long.MaxValue));
        });
        group.Add("format", "value format culture?", static (in Call c) => Format(c));
        group.Add("is_number", "value", static (in Call c) => new Value(c[0].IsNumber));
        group.Add("random", "minValue maxValue", static (in Call c) =>
        {
            if (c.Context.TryReplay(c.Site, out var drawn))
            {
                return drawn;
            }

            var (low, high) = (c.Int(0), c.Int(1));
            if (high < low)
            {
                throw c.Error("The upper bound is less than the lower bound.");
            }

#pragma warning disable CA5394 // Colours and picks of a page need no secret numbers.
            return c.Context.Record(new Value(Random.Shared.Next(low, high)));
#pragma warning restore CA5394
        });
        group.Add("uuid", "", static (in Call c) => c.Context.TryReplay(c.Site, out var drawn)
            ? drawn
            : c.Context.Record(new Value(Guid.CreateVersion7(c.Context.Now).ToString())));
        return group;
    }

    /// <summary>Formats anything that takes a .NET format string.</summary>
    public static Value Format(scoped in Call call)
    {
        var culture = call.Has(2) ? CultureOf(call, 2) : call.Context.Culture;
        var format = call.Text(1);
        if (format is { Length: > 4 } && int.TryParse(format.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            throw call.Error($"The precision of the format `{format}` is too large.");
        }

        try
        {
            return call[0].ToObject() switch
            {
                null => new Value(""),
                double d => new Value(d.ToString(format, culture)),
                int i => new Value(i.ToString(format, culture)),
                IFormattable formattable => new Value(formattable.ToString(format, culture)),
                _ => new Value(call.TextOrEmpty(0)),
            };
        }
        catch (FormatException e)
        {
            throw call.Site.Error($"`{format}` is no format for {RenderContext.NameOf(call[0])}.", e);
        }
    }

    public static CultureInfo CultureOf(scoped in Call call, int index)
    {
        var name = call.TextOrEmpty(index);
        try
        {
            return CultureInfo.GetCultureInfo(name);
        }
        catch (CultureNotFoundException e)
        {
            throw call.Site.Error($"There is no culture `{name}`.", e);
        }
    }

    private static ValueKind Number(scoped in Call call, out Value number)
    {
        number = call[0];
        if (!number.IsNull && !number.IsNumber)
        {
            number = Operators.ToNumber(call.Context, call.Site, number);
        }

        return number.Kind;
    }

    private static Value Rounded(scoped in Call call, Func<double, double> round, Func<decimal, decimal> exact) =>
        Number(call, out var n) switch
        {
            ValueKind.Null => default,
            ValueKind.Decimal => Value.From((object)exact((decimal)n.Ref!)),
            ValueKind.Double or ValueKind.Float => new Value(round(Operators.ToDouble(n))),
            _ => n,
        };

    private static Value Calculate(scoped in Call call, Operator operation)
    {
        var (left, right) = (call[0], call[1]);
        if (left.IsNull || right.IsNull)
        {
            return default;
        }

        left = left.IsNumber ? left : Operators.ToNumber(call.Context, call.Site, left);
        right = right.IsNumber ? right : Operators.ToNumber(call.Context, call.Site, right);
        try
        {
            return Operators.Arithmetic(operation, left, right);
        }
        catch (Exception e) when (e is DivideByZeroException or OverflowException)
        {
            throw call.Site.Error(e.Message, e);
        }
    }
}
