using System.Globalization;
using System.Text;

namespace Workflows.JavaScript.BuiltIns;

/// <summary>A set of code points, written out as a .NET character class.</summary>
internal sealed class CharacterSet
{
    /// <summary>Sets made by looking at every code point; there are only as many as there are valid names.</summary>
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, CharacterSet> Properties = new(StringComparer.Ordinal);
    private readonly List<(int Low, int High)> _ranges = [];

    public static CharacterSet Digits => new CharacterSet().Add('0', '9');

    public static CharacterSet Word => new CharacterSet().Add('a', 'z').Add('A', 'Z').Add('0', '9').Add('_', '_');

    public static CharacterSet Space => new CharacterSet().Add('\t', '\r').Add(' ', ' ').Add(0xA0, 0xA0).Add(0x1680, 0x1680).Add(0x2000, 0x200A)
        .Add(0x2028, 0x2029).Add(0x202F, 0x202F).Add(0x205F, 0x205F).Add(0x3000, 0x3000).Add(0xFEFF, 0xFEFF);

    public static CharacterSet LineEnds => new CharacterSet().Add('\n', '\n').Add('\r', '\r').Add(0x2028, 0x2029);

    public CharacterSet Add(int low, int high)
    {
        _ranges.Add((low, high));
        return this;
    }

    public CharacterSet Add(CharacterSet other)
    {
        _ranges.AddRange(other._ranges);
        return this;
    }

    /// <summary>Adds every character that is the same as a member when case is ignored.</summary>
    public CharacterSet Fold(bool unicode)
    {
        const int FewMembers = 256;
        var folding = CaseFolding.For(unicode);
        var result = new CharacterSet().Add(this);
        var sorted = Sorted();
        if (sorted.Sum(r => (long)r.High - r.Low + 1) <= FewMembers)
        {
            foreach (var (low, high) in sorted)
            {
                for (var c = low; c <= high; c++)
                {
                    result.AddAll(folding.FamilyOf(c));
                }
            }

            return result;
        }

        foreach (var family in folding.Families)
        {
            if (Array.Exists(family, c => Holds(sorted, c)))
            {
                result.AddAll(family);
            }
        }

        return result;
    }

    private void AddAll(int[]? members)
    {
        foreach (var member in members ?? [])
        {
            Add(member, member);
        }
    }

    private static bool Holds(List<(int Low, int High)> sorted, int point)
    {
        var from = 0;
        var to = sorted.Count - 1;
        while (from <= to)
        {
            var middle = (from + to) / 2;
            if (point > sorted[middle].High)
            {
                from = middle + 1;
            }
            else if (point < sorted[middle].Low)
            {
                to = middle - 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    public CharacterSet Complement(bool unicode)
    {
        var limit = unicode ? 0x10FFFF : 0xFFFF;
        var result = new CharacterSet();
        var next = 0;
        foreach (var (low, high) in Sorted())
        {
            if (low > next)
            {
                result.Add(next, low - 1);
            }

            next = Math.Max(next, high + 1);
        }

        return next <= limit ? result.Add(next, limit) : result;
    }

    /// <summary>The code points of a general category or binary property, or null when it is not known.</summary>
    public static CharacterSet? OfProperty(string name)
    {
        if (Properties.TryGetValue(name, out var known))
        {
            return known;
        }

        var set = Scan(name);
        if (set is not null)
        {
            Properties[name] = set;
        }

        return set;
    }

    private static CharacterSet? Scan(string name)
    {
        var value = name;
        if (name.StartsWith("General_Category=", StringComparison.Ordinal) || name.StartsWith("gc=", StringComparison.Ordinal))
        {
            value = name[(name.IndexOf('=', StringComparison.Ordinal) + 1)..];
        }

        Func<int, bool>? test = value switch
        {
            "Any" => _ => true,
            "ASCII" => c => c < 128,
            "ASCII_Hex_Digit" or "AHex" => c => c < 128 && char.IsAsciiHexDigit((char)c),
            "White_Space" or "space" => c => c < 0x10000 && char.IsWhiteSpace((char)c),
            "Alphabetic" or "Alpha" => c => Category(c) is <= UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber,
            "Lowercase" or "Lower" => c => Category(c) == UnicodeCategory.LowercaseLetter,
            "Uppercase" or "Upper" => c => Category(c) == UnicodeCategory.UppercaseLetter,
            "Emoji_Presentation" or "Extended_Pictographic" => c => c is (>= 0x1F300 and <= 0x1FAFF) or (>= 0x2600 and <= 0x27BF),
            _ => CategoryTest(value),
        };
        if (test is null)
        {
            return null;
        }

        var set = new CharacterSet();
        var start = -1;
        for (var c = 0; c <= 0x110000; c++)
        {
            var inside = c <= 0x10FFFF && test(c);
            if (inside && start < 0)
            {
                start = c;
            }
            else if (!inside && start >= 0)
            {
                set.Add(start, c - 1);
                start = -1;
            }
        }

        return set;
    }

    /// <summary>Writes the set; in Unicode mode characters beyond the basic plane become surrogate pairs.</summary>
    public void Write(StringBuilder result, bool unicode)
    {
        var basic = new StringBuilder();
        var astral = new StringBuilder();
        foreach (var (low, high) in Sorted())
        {
            if (unicode)
            {
                Part(basic, low, high, 0, 0xD7FF, "", "");
                Part(astral, low, high, 0xD800, 0xDBFF, "", "(?![\\uDC00-\\uDFFF])");
                Part(astral, low, high, 0xDC00, 0xDFFF, "(?<![\\uD800-\\uDBFF])", "");
                Part(basic, low, high, 0xE000, 0xFFFF, "", "");
            }
            else if (low <= 0xFFFF)
            {
                Range(basic, low, Math.Min(high, 0xFFFF));
            }

            if (high > 0xFFFF && unicode)
            {
                Astral(astral, Math.Max(low, 0x10000), high);
            }
        }

        if (astral.Length == 0)
        {
            result.Append(basic.Length == 0 ? "(?!)" : $"[{basic}]");
            return;
        }

        result.Append("(?:").Append(astral, 1, astral.Length - 1);
        if (basic.Length > 0)
        {
            result.Append("|[").Append(basic).Append(']');
        }

        result.Append(')');
    }

    public static void Escape(StringBuilder result, int unit) => result.Append("\\u").Append(unit.ToString("X4", CultureInfo.InvariantCulture));

    /// <summary>Writes what a range has in common with another; half pairs only match where they stand alone.</summary>
    private static void Part(StringBuilder result, int low, int high, int from, int to, string before, string after)
    {
        low = Math.Max(low, from);
        high = Math.Min(high, to);
        if (low > high)
        {
            return;
        }

        if (before.Length + after.Length == 0)
        {
            Range(result, low, high);
            return;
        }

        result.Append('|').Append(before).Append('[');
        Range(result, low, high);
        result.Append(']').Append(after);
    }

    private static void Range(StringBuilder result, int low, int high)
    {
        Escape(result, low);
        if (high > low)
        {
            result.Append('-');
            Escape(result, high);
        }
    }

    private static void Astral(StringBuilder result, int low, int high)
    {
        while (low <= high)
        {
            var lead = 0xD800 + ((low - 0x10000) >> 10);
            var blockEnd = low | 0x3FF;
            if ((low & 0x3FF) == 0 && high - low >= 0x3FF)
            {
                var lastLead = 0xD800 + ((high + 1 - 0x10000) >> 10) - 1;
                result.Append("|[");
                Range(result, lead, lastLead);
                result.Append("][\\uDC00-\\uDFFF]");
                low = 0x10000 + ((lastLead - 0xD800 + 1) << 10);
                continue;
            }

            var end = Math.Min(blockEnd, high);
            result.Append('|');
            Escape(result, lead);
            result.Append('[');
            Range(result, 0xDC00 + (low & 0x3FF), 0xDC00 + (end & 0x3FF));
            result.Append(']');
            low = end + 1;
        }
    }

    private List<(int Low, int High)> Sorted()
    {
        var sorted = new List<(int Low, int High)>();
        foreach (var (low, high) in _ranges.OrderBy(r => r.Low))
        {
            if (sorted.Count > 0 && low <= sorted[^1].High + 1)
            {
                sorted[^1] = (sorted[^1].Low, Math.Max(sorted[^1].High, high));
            }
            else
            {
                sorted.Add((low, high));
            }
        }

        return sorted;
    }

    private static UnicodeCategory Category(int point) =>
        point is >= 0xD800 and <= 0xDFFF ? UnicodeCategory.Surrogate : CharUnicodeInfo.GetUnicodeCategory(point);

    private static Func<int, bool>? CategoryTest(string name)
    {
        ReadOnlySpan<string> codes =
        [
            "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Cn",
        ];
        var code = name switch
        {
            "Letter" => "L",
            "Mark" => "M",
            "Number" => "N",
            "Punctuation" or "punct" => "P",
            "Symbol" => "S",
            "Separator" => "Z",
            "Other" => "C",
            "Uppercase_Letter" => "Lu",
            "Lowercase_Letter" => "Ll",
            "Titlecase_Letter" => "Lt",
            "Modifier_Letter" => "Lm",
            "Other_Letter" => "Lo",
            "Decimal_Number" or "digit" => "Nd",
            "Letter_Number" => "Nl",
            "Currency_Symbol" => "Sc",
            "Math_Symbol" => "Sm",
            "Space_Separator" => "Zs",
            _ => name,
        };
        var wanted = new HashSet<UnicodeCategory>();
        for (var i = 0; i < codes.Length; i++)
        {
            if (codes[i] == code || (code.Length == 1 && codes[i][0] == code[0]))
            {
                wanted.Add((UnicodeCategory)i);
            }
        }

        return wanted.Count == 0 ? null : c => wanted.Contains(Category(c));
    }
}
