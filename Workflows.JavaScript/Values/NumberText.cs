using System.Globalization;
using System.Text;

namespace Workflows.JavaScript.Values;

/// <summary>Numbers to text and back (ECMA-262 6.1.6.1.20 and 7.1.4.1).</summary>
internal static class NumberText
{
    private static readonly string[] Small = [.. Enumerable.Range(0, 256).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    public static string Format(double number)
    {
        if (number is >= 0 and < 256 && number == (int)number)
        {
            return Small[(int)number];
        }

        if (Math.Abs(number) < 1e15 && number == Math.Floor(number))
        {
            return ((long)number).ToString(CultureInfo.InvariantCulture);
        }

        if (double.IsNaN(number))
        {
            return "NaN";
        }

        if (double.IsInfinity(number))
        {
            return number > 0 ? "Infinity" : "-Infinity";
        }

        var (negative, digits, exponent) = Digits(number);
        var text = new StringBuilder(negative ? "-" : "");
        if (exponent is > 0 and <= 21)
        {
            if (digits.Length <= exponent)
            {
                text.Append(digits).Append('0', exponent - digits.Length);
            }
            else
            {
                text.Append(digits, 0, exponent).Append('.').Append(digits, exponent, digits.Length - exponent);
            }
        }
        else if (exponent is > -6 and <= 0)
        {
            text.Append("0.").Append('0', -exponent).Append(digits);
        }
        else
        {
            text.Append(digits[0]);
            if (digits.Length > 1)
            {
                text.Append('.').Append(digits, 1, digits.Length - 1);
            }

            text.Append('e').Append(exponent > 0 ? '+' : '-').Append(Math.Abs(exponent - 1).ToString(CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    /// <summary>The shortest digits that read back as the number; its value is 0.digits times ten to the exponent.</summary>
    public static (bool Negative, string Digits, int Exponent) Digits(double number)
    {
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        var negative = shortest[0] == '-';
        var digits = new StringBuilder();
        foreach (var c in shortest)
        {
            if (c is 'E')
            {
                break;
            }

            if (char.IsAsciiDigit(c))
            {
                digits.Append(c);
            }
        }

        var trimmed = digits.ToString().TrimStart('0').TrimEnd('0');
        return (negative, trimmed.Length == 0 ? "0" : trimmed, Exponent(shortest));
    }

    private static int Exponent(string text)
    {
        var mantissa = text.AsSpan(text[0] == '-' ? 1 : 0);
        var exponent = 0;
        var e = mantissa.IndexOf('E');
        if (e >= 0)
        {
            exponent = int.Parse(mantissa[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            mantissa = mantissa[..e];
        }

        var point = mantissa.IndexOf('.');
        var whole = point < 0 ? mantissa : mantissa[..point];
        var significant = whole.TrimStart('0');
        if (significant.Length > 0)
        {
            return exponent + significant.Length;
        }

        var fraction = mantissa[(point + 1)..];
        return exponent - (fraction.Length - fraction.TrimStart('0').Length);
    }

    public static string FormatRadix(double number, int radix)
    {
        if (radix == 10 || !double.IsFinite(number))
        {
            return Format(number);
        }

        const string Digit = "0123456789abcdefghijklmnopqrstuvwxyz";
        var negative = number < 0;
        var value = Math.Abs(number);
        var whole = Math.Floor(value);
        var fraction = value - whole;
        var delta = Math.Max(0.5 * (Math.BitIncrement(value) - value), double.Epsilon);
        var tail = new StringBuilder();
        if (fraction >= delta)
        {
            tail.Append('.');
            do
            {
                fraction *= radix;
                delta *= radix;
                var digit = (int)fraction;
                tail.Append(Digit[digit]);
                fraction -= digit;
                if ((fraction > 0.5 || (fraction == 0.5 && (digit & 1) == 1)) && fraction + delta > 1)
                {
                    whole += RoundUp(tail, radix, Digit);
                    break;
                }
            }
            while (fraction >= delta);
        }

        return (negative ? "-" : "") + Whole(whole, radix, Digit) + tail;
    }

    /// <summary>Digits are cut off in groups that fit a word: each division of a large number makes another one.</summary>
    private static string Whole(double whole, int radix, string digits)
    {
        var group = 1;
        var power = radix;
        while ((long)power * radix <= int.MaxValue)
        {
            power *= radix;
            group++;
        }

        Span<char> text = stackalloc char[1100];
        var at = text.Length;
        var rest = new System.Numerics.BigInteger(whole);
        do
        {
            rest = System.Numerics.BigInteger.DivRem(rest, power, out var part);
            var number = (int)part;
            for (var i = 0; i < group && (number > 0 || !rest.IsZero); i++)
            {
                text[--at] = digits[number % radix];
                number /= radix;
            }
        }
        while (!rest.IsZero);
        return at == text.Length ? "0" : new string(text[at..]);
    }

    private static int RoundUp(StringBuilder tail, int radix, string digits)
    {
        for (var i = tail.Length - 1; i > 0; i--)
        {
            var digit = digits.IndexOf(tail[i], StringComparison.Ordinal) + 1;
            tail.Length = i;
            if (digit < radix)
            {
                tail.Append(digits[digit]);
                return 0;
            }
        }

        tail.Length = 0;
        return 1;
    }

    /// <summary>Reads digits of a radix that is not ten, correctly rounded also beyond 53 bits.</summary>
    public static double ParseRadix(ReadOnlySpan<char> text, int radix)
    {
        double value = 0;
        System.Numerics.BigInteger? big = null;
        var length = 0;
        foreach (var c in text)
        {
            var digit = DigitValue(c);
            if (++length > 1100)
            {
                return double.PositiveInfinity;
            }

            if (big is null && value < 1L << 46)
            {
                value = (value * radix) + digit;
            }
            else
            {
                big = ((big ?? new System.Numerics.BigInteger(value)) * radix) + digit;
            }
        }

        return big is null ? value : double.Parse(big.Value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    public static int DigitValue(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'z' => c - 'a' + 10,
        >= 'A' and <= 'Z' => c - 'A' + 10,
        _ => 99,
    };

    public static double Parse(string text)
    {
        var span = Trim(text);
        if (span.Length == 0)
        {
            return 0;
        }

        if (span.Length > 2 && span[0] == '0' && (span[1] | 0x20) is ('x' or 'o' or 'b'))
        {
            var radix = (span[1] | 0x20) switch { 'x' => 16, 'o' => 8, _ => 2 };
            foreach (var c in span[2..])
            {
                if (DigitValue(c) >= radix)
                {
                    return double.NaN;
                }
            }

            return ParseRadix(span[2..].TrimStart('0'), radix);
        }

        var length = DecimalPrefix(span, out var value);
        return length == span.Length ? value : double.NaN;
    }

    /// <summary>Reads the longest decimal literal at the start; the length read is 0 when there is none.</summary>
    public static int DecimalPrefix(ReadOnlySpan<char> span, out double value)
    {
        value = double.NaN;
        var at = 0;
        if (at < span.Length && span[at] is '+' or '-')
        {
            at++;
        }

        if (span[at..].StartsWith("Infinity", StringComparison.Ordinal))
        {
            value = span[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return at + 8;
        }

        var digits = 0;
        while (at < span.Length && char.IsAsciiDigit(span[at]))
        {
            at++;
            digits++;
        }

        if (at < span.Length && span[at] == '.')
        {
            var point = at++;
            while (at < span.Length && char.IsAsciiDigit(span[at]))
            {
                at++;
                digits++;
            }

            if (digits == 0)
            {
                at = point;
            }
        }

        if (digits == 0)
        {
            return 0;
        }

        if (at < span.Length && span[at] is 'e' or 'E')
        {
            var e = at + 1;
            if (e < span.Length && span[e] is '+' or '-')
            {
                e++;
            }

            if (e < span.Length && char.IsAsciiDigit(span[e]))
            {
                while (e < span.Length && char.IsAsciiDigit(span[e]))
                {
                    e++;
                }

                at = e;
            }
        }

        value = double.Parse(span[..at], NumberStyles.Float, CultureInfo.InvariantCulture);
        return at;
    }

    public static ReadOnlySpan<char> Trim(string text, bool start = true, bool end = true)
    {
        var from = 0;
        var to = text.Length;
        while (start && from < to && Characters.IsSpace(text[from]))
        {
            from++;
        }

        while (end && to > from && Characters.IsSpace(text[to - 1]))
        {
            to--;
        }

        return text.AsSpan(from, to - from);
    }
}
