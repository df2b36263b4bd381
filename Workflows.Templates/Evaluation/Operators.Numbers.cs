using System.Numerics;

namespace Workflows.Templates.Evaluation;

internal static partial class Operators
{
    private const int MaxBits = 64 * 1024;

    /// <summary>
    /// Arithmetic on two numbers in the larger of their types; a whole result that grows past 64 bits goes on as a big integer.
    /// Null when the operator does not work on numbers.
    /// </summary>
    public static Value Arithmetic(Operator operation, Value a, Value b)
    {
        switch (a.Kind > b.Kind ? a.Kind : b.Kind)
        {
            case ValueKind.Int or ValueKind.Long:
                return OnIntegers(operation, a.AsLong, b.AsLong);
            case ValueKind.Float when a.Kind != ValueKind.Double && b.Kind != ValueKind.Double:
                return OnFloats(operation, (float)ToDouble(a), (float)ToDouble(b));
            case ValueKind.Decimal when a.Kind is not (ValueKind.Double or ValueKind.Float) || FitsDecimal(a):
                return FitsDecimal(b)
                    ? OnDecimals(operation, ToDecimal(a), ToDecimal(b))
                    : OnDoubles(operation, ToDouble(a), ToDouble(b));
            case ValueKind.BigInteger when IsWhole(a) && IsWhole(b):
                return OnBigIntegers(operation, ToBigInteger(a), ToBigInteger(b));
            default:
                return OnDoubles(operation, ToDouble(a), ToDouble(b));
        }
    }

    public static double ToDouble(Value value) => value.Kind switch
    {
        ValueKind.Int or ValueKind.Long => value.AsLong,
        ValueKind.Double => value.AsDouble,
        ValueKind.Float => (float)value.Ref!,
        ValueKind.Decimal => (double)(decimal)value.Ref!,
        _ => (double)(BigInteger)value.Ref!,
    };

    public static bool IsWhole(Value value) => value.Kind is ValueKind.Int or ValueKind.Long or ValueKind.BigInteger;

    private static Value OnNumbers(RenderContext context, BinaryExpression site, Value a, Value b)
    {
        if (site.Operation is >= Operator.Equal and <= Operator.GreaterEqual)
        {
            return Ordered(site.Operation, a, b);
        }

        if (site.Operation is Operator.Divide or Operator.DivideRound or Operator.Modulo && IsWhole(b) && ToBigInteger(b).IsZero
            && (site.Operation != Operator.Divide || a.Kind == ValueKind.Decimal))
        {
            if (IsWhole(a) || a.Kind == ValueKind.Decimal)
            {
                throw site.ErrorAt(site.OperatorStart, "A number cannot be divided by zero.");
            }
        }

        if (site.Operation is Operator.ShiftLeft or Operator.ShiftRight)
        {
            return OnShift(context, site, a, b);
        }

        try
        {
            var result = Arithmetic(site.Operation, a, b);
            return result.IsNull ? throw Unsupported(site, a, b) : result;
        }
        catch (Exception e) when (e is OverflowException or DivideByZeroException)
        {
            throw site.ErrorAt(site.OperatorStart, e.Message, e);
        }
    }

    private static Value OnShift(RenderContext context, BinaryExpression site, Value a, Value b)
    {
        if (!IsWhole(a) || !IsWhole(b))
        {
            throw Unsupported(site, a, b);
        }

        var by = context.ToLong(b, site.Right);
        if (Math.Abs(Math.Clamp(by, int.MinValue, int.MaxValue)) > MaxBits)
        {
            throw site.ErrorAt(site.OperatorStart, $"A number can be shifted by at most {MaxBits} bits.");
        }

        var number = ToBigInteger(a);
        return number.GetByteCount() * 8 > MaxBits
            ? throw site.ErrorAt(site.OperatorStart, "The number is too large.")
            : Value.From(site.Operation == Operator.ShiftLeft ? number << (int)by : number >> (int)by);
    }

    private static Value Ordered(Operator operation, Value a, Value b)
    {
        if (a.Kind == ValueKind.Double || b.Kind == ValueKind.Double || a.Kind == ValueKind.Float || b.Kind == ValueKind.Float)
        {
            double x = ToDouble(a), y = ToDouble(b);
            return new Value(operation switch
            {
                Operator.Equal => x.Equals(y),
                Operator.NotEqual => !x.Equals(y),
                Operator.Less => x < y,
                Operator.LessEqual => x <= y,
                Operator.Greater => x > y,
                _ => x >= y,
            });
        }

        return FromOrder(operation, CompareNumbers(a, b));
    }

    private static int CompareNumbers(Value a, Value b)
    {
        if (IsWhole(a) && IsWhole(b))
        {
            return ToBigInteger(a).CompareTo(ToBigInteger(b));
        }

        return (a.Kind == ValueKind.Decimal || b.Kind == ValueKind.Decimal) && FitsDecimal(a) && FitsDecimal(b)
            ? ToDecimal(a).CompareTo(ToDecimal(b))
            : ToDouble(a).CompareTo(ToDouble(b));
    }

    private static bool FitsDecimal(Value value) => value.Kind switch
    {
        ValueKind.Int or ValueKind.Long or ValueKind.Decimal => true,
        _ => Math.Abs(ToDouble(value)) < 7.9e28,
    };

    private static decimal ToDecimal(Value value) => value.Kind switch
    {
        ValueKind.Int or ValueKind.Long => value.AsLong,
        ValueKind.Decimal => (decimal)value.Ref!,
        ValueKind.BigInteger => (decimal)(BigInteger)value.Ref!,
        _ => (decimal)ToDouble(value),
    };

    private static BigInteger ToBigInteger(Value value) =>
        value.Kind == ValueKind.BigInteger ? (BigInteger)value.Ref! : value.AsLong;

    private static Value OnIntegers(Operator operation, long a, long b)
    {
        switch (operation)
        {
            case Operator.Add:
                var sum = unchecked(a + b);
                return ((a ^ sum) & (b ^ sum)) < 0 ? Value.From((BigInteger)a + b) : new Value(sum);
            case Operator.Subtract:
                var difference = unchecked(a - b);
                return ((a ^ b) & (a ^ difference)) < 0 ? Value.From((BigInteger)a - b) : new Value(difference);
            case Operator.Multiply:
                return Math.BigMul(a, b, out var low) is var high && high == low >> 63 ? new Value(low) : Value.From((BigInteger)a * b);
            case Operator.Divide:
                return new Value((double)a / b);
            case Operator.DivideRound:
                return b == -1 ? Value.From(-(BigInteger)a) : new Value(a / b);
            case Operator.Modulo:
                return b == -1 ? new Value(0) : new Value(a % b);
            default:
                return default;
        }
    }

    private static Value OnBigIntegers(Operator operation, BigInteger a, BigInteger b)
    {
        // Digits are bounded so that repeated squaring cannot eat the machine.
        if (operation is Operator.Multiply && (a.GetByteCount() + b.GetByteCount()) * 8 > MaxBits)
        {
            throw new OverflowException("The number is too large.");
        }

        return operation switch
        {
            Operator.Add => Value.From(a + b),
            Operator.Subtract => Value.From(a - b),
            Operator.Multiply => Value.From(a * b),
            Operator.Divide => new Value((double)a / (double)b),
            Operator.DivideRound => Value.From(BigInteger.Divide(a, b)),
            Operator.Modulo => Value.From(BigInteger.Remainder(a, b)),
            _ => default,
        };
    }

    private static Value OnDoubles(Operator operation, double a, double b) => operation switch
    {
        Operator.Add => new Value(a + b),
        Operator.Subtract => new Value(a - b),
        Operator.Multiply => new Value(a * b),
        Operator.Divide => new Value(a / b),
        Operator.DivideRound => new Value(Math.Round(a / b)),
        Operator.Modulo => new Value(a % b),
        _ => default,
    };

    private static Value OnFloats(Operator operation, float a, float b) => operation switch
    {
        Operator.Add => Value.From((object)(a + b)),
        Operator.Subtract => Value.From((object)(a - b)),
        Operator.Multiply => Value.From((object)(a * b)),
        Operator.Divide => Value.From((object)(a / b)),
        Operator.DivideRound => Value.From((object)MathF.Round(a / b)),
        Operator.Modulo => Value.From((object)(a % b)),
        _ => default,
    };

    private static Value OnDecimals(Operator operation, decimal a, decimal b) => operation switch
    {
        Operator.Add => Value.From((object)(a + b)),
        Operator.Subtract => Value.From((object)(a - b)),
        Operator.Multiply => Value.From((object)(a * b)),
        Operator.Divide => Value.From((object)(a / b)),
        Operator.DivideRound => Value.From((object)Math.Round(a / b)),
        Operator.Modulo => Value.From((object)(a % b)),
        _ => default,
    };
}
