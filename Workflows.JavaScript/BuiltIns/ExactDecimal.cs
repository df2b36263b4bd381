using System.Globalization;
using System.Numerics;

namespace Workflows.JavaScript.BuiltIns;

/// <summary>Decimal digits of a number's exact value. Halves are rounded up, as ECMA-262 21.1.3 wants; .NET rounds them to even.</summary>
internal static class ExactDecimal
{
    /// <summary>Digits with so many behind the point.</summary>
    public static string Fixed(double absolute, int digits)
    {
        var text = Scaled(absolute, digits).ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        return digits == 0 ? text : $"{text[..^digits]}.{text[^digits..]}";
    }

    /// <summary>So many significant digits and the power of ten of the first.</summary>
    public static (string Digits, int Exponent) Significant(double absolute, int count)
    {
        if (absolute == 0)
        {
            return (new string('0', count), 0);
        }

        var exponent = (int)Math.Floor(Math.Log10(absolute));
        while (true)
        {
            var text = Scaled(absolute, count - 1 - exponent).ToString(CultureInfo.InvariantCulture);
            if (text.Length == count)
            {
                return (text, exponent);
            }

            // The logarithm was off by one, or rounding carried into a new digit.
            exponent += text.Length > count ? 1 : -1;
        }
    }

    /// <summary>The number times ten to the power, rounded to a whole number.</summary>
    private static BigInteger Scaled(double absolute, int power)
    {
        var bits = BitConverter.DoubleToInt64Bits(absolute);
        var exponent = (int)(bits >> 52) & 0x7FF;
        var mantissa = bits & 0xFFFFFFFFFFFFF;
        mantissa = exponent == 0 ? mantissa : mantissa | (1L << 52);
        exponent = Math.Max(exponent, 1) - 1075;
        BigInteger above = mantissa;
        var below = BigInteger.One;
        if (power >= 0)
        {
            above *= BigInteger.Pow(10, power);
        }
        else
        {
            below = BigInteger.Pow(10, -power);
        }

        if (exponent >= 0)
        {
            above <<= exponent;
        }
        else
        {
            below <<= -exponent;
        }

        return ((above << 1) + below) / (below << 1);
    }
}
