namespace Workflows.JavaScript.BuiltIns;

internal static class MathBuiltIns
{
    public static readonly Template Template = new Template()
        .Constant("E", JsValue.Of(Math.E))
        .Constant("LN10", JsValue.Of(2.302585092994046))
        .Constant("LN2", JsValue.Of(0.6931471805599453))
        .Constant("LOG10E", JsValue.Of(0.4342944819032518))
        .Constant("LOG2E", JsValue.Of(1.4426950408889634))
        .Constant("PI", JsValue.Of(Math.PI))
        .Constant("SQRT1_2", JsValue.Of(0.7071067811865476))
        .Constant("SQRT2", JsValue.Of(1.4142135623730951))
        .Constant(JsSymbol.ToStringTag, JsValue.Of("Math"), Attributes.Configurable)
        .Method("abs", 1, static (r, _, a) => Of(r, a, Math.Abs))
        .Method("acos", 1, static (r, _, a) => Of(r, a, Math.Acos))
        .Method("acosh", 1, static (r, _, a) => Of(r, a, Math.Acosh))
        .Method("asin", 1, static (r, _, a) => Of(r, a, Math.Asin))
        .Method("asinh", 1, static (r, _, a) => Of(r, a, static x => x == 0 ? x : Math.Asinh(x)))
        .Method("atan", 1, static (r, _, a) => Of(r, a, Math.Atan))
        .Method("atan2", 2, static (r, _, a) => Two(r, a, Math.Atan2))
        .Method("atanh", 1, static (r, _, a) => Of(r, a, Math.Atanh))
        .Method("cbrt", 1, static (r, _, a) => Of(r, a, CubeRoot))
        .Method("ceil", 1, static (r, _, a) => Of(r, a, Math.Ceiling))
        .Method("clz32", 1, static (r, _, a) => JsValue.Of(System.Numerics.BitOperations.LeadingZeroCount(Operators.ToUint32(Operators.ToNumber(r, a.At(0))))))
        .Method("cos", 1, static (r, _, a) => Of(r, a, Math.Cos))
        .Method("cosh", 1, static (r, _, a) => Of(r, a, Math.Cosh))
        .Method("exp", 1, static (r, _, a) => Of(r, a, Math.Exp))
        .Method("expm1", 1, static (r, _, a) => Of(r, a, ExpMinusOne))
        .Method("floor", 1, static (r, _, a) => Of(r, a, Math.Floor))
        .Method("fround", 1, static (r, _, a) => Of(r, a, static x => (float)x))
        .Method("hypot", 2, Hypot)
        .Method("imul", 2, static (r, _, a) =>
        {
            var x = Operators.ToInt32(Operators.ToNumber(r, a.At(0)));
            return JsValue.Of(unchecked(x * Operators.ToInt32(Operators.ToNumber(r, a.At(1)))));
        })
        .Method("log", 1, static (r, _, a) => Of(r, a, Math.Log))
        .Method("log10", 1, static (r, _, a) => Of(r, a, Math.Log10))
        .Method("log1p", 1, static (r, _, a) => Of(r, a, LogOnePlus))
        .Method("log2", 1, static (r, _, a) => Of(r, a, Math.Log2))
        .Method("max", 2, static (r, _, a) => Extreme(r, a, double.NegativeInfinity, Math.Max))
        .Method("min", 2, static (r, _, a) => Extreme(r, a, double.PositiveInfinity, Math.Min))
        .Method("pow", 2, static (r, _, a) => Two(r, a, Operators.Power))
        .Method("random", 0, static (r, _, _) => JsValue.Of(r.Options.Random is { } source ? source() : System.Random.Shared.NextDouble()))
        .Method("round", 1, static (r, _, a) => Of(r, a, Round))
        .Method("sign", 1, static (r, _, a) => Of(r, a, static x => double.IsNaN(x) || x == 0 ? x : Math.Sign(x)))
        .Method("sin", 1, static (r, _, a) => Of(r, a, Math.Sin))
        .Method("sinh", 1, static (r, _, a) => Of(r, a, Math.Sinh))
        .Method("sqrt", 1, static (r, _, a) => Of(r, a, Math.Sqrt))
        .Method("tan", 1, static (r, _, a) => Of(r, a, Math.Tan))
        .Method("tanh", 1, static (r, _, a) => Of(r, a, Math.Tanh))
        .Method("trunc", 1, static (r, _, a) => Of(r, a, Math.Truncate));

    private static JsValue Of(Realm realm, ReadOnlySpan<JsValue> a, Func<double, double> function) =>
        JsValue.Of(function(Operators.ToNumber(realm, a.At(0))));

    private static JsValue Two(Realm realm, ReadOnlySpan<JsValue> a, Func<double, double, double> function)
    {
        var x = Operators.ToNumber(realm, a.At(0));
        return JsValue.Of(function(x, Operators.ToNumber(realm, a.At(1))));
    }

    /// <summary>One step of Newton's method, with the residue in double precision, makes the library's result exact to the last digit.</summary>
    private static double CubeRoot(double x)
    {
        var root = Math.Cbrt(x);
        if (root == 0 || !double.IsFinite(root))
        {
            return root;
        }

        var square = root * root;
        var cube = square * root;
        var rest = Math.FusedMultiplyAdd(square, root, -cube) + (Math.FusedMultiplyAdd(root, root, -square) * root);
        var better = root - ((cube - x + rest) / (3 * square));
        return double.IsFinite(better) ? better : root;
    }

    /// <summary>The rounding of the sum cancels out of the quotient, so small arguments lose no digits (Kahan).</summary>
    private static double LogOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 || double.IsPositiveInfinity(sum) ? x : Math.Log(sum) * (x / (sum - 1));
    }

    private static double ExpMinusOne(double x)
    {
        var power = Math.Exp(x);
        if (power == 1)
        {
            return x;
        }

        var less = power - 1;
        return less == -1 || double.IsInfinity(less) || Math.Abs(x) > 1 ? less : less * x / Math.Log(power);
    }

    /// <summary>Halves go up, and what rounds to zero from below is minus zero.</summary>
    private static double Round(double x)
    {
        if (!double.IsFinite(x) || Math.Truncate(x) == x)
        {
            return x;
        }

        var floor = Math.Floor(x);
        var rounded = x - floor >= 0.5 ? floor + 1 : floor;
        return rounded == 0 && x < 0 ? -0.0 : rounded;
    }

    private static JsValue Extreme(Realm realm, ReadOnlySpan<JsValue> a, double start, Func<double, double, double> pick)
    {
        realm.Steps(a.Length >> 4);
        var result = start;
        foreach (var value in a)
        {
            result = pick(result, Operators.ToNumber(realm, value));
        }

        return JsValue.Of(result);
    }

    private static JsValue Hypot(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var numbers = new double[a.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Math.Abs(Operators.ToNumber(realm, a[i]));
        }

        if (Array.Exists(numbers, double.IsInfinity))
        {
            return JsValue.Of(double.PositiveInfinity);
        }

        // Scaled by the largest, so that squares neither overflow nor vanish; compensated, so that order does not matter.
        var largest = 0d;
        foreach (var number in numbers)
        {
            if (double.IsNaN(number))
            {
                return JsValue.NaN;
            }

            largest = Math.Max(largest, number);
        }

        if (largest == 0)
        {
            return JsValue.Of(0);
        }

        double sum = 0;
        double lost = 0;
        foreach (var number in numbers)
        {
            var scaled = number / largest;
            var term = (scaled * scaled) - lost;
            var next = sum + term;
            lost = next - sum - term;
            sum = next;
        }

        return JsValue.Of(Math.Sqrt(sum) * largest);
    }
}
