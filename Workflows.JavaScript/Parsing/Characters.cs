using System.Globalization;
using System.Text;

namespace Workflows.JavaScript.Parsing;

/// <summary>Character classes of ECMA-262 clause 12.</summary>
internal static class Characters
{
    public static bool IsIdentifierStart(int point) => point < 128
        ? char.IsAsciiLetter((char)point) || point is '$' or '_'
        : point is 0x2118 or 0x212E or 0x309B or 0x309C or 0x1885 or 0x1886 || (point is not (0x2E2F or 0x180E)
        && Category(point) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber);

    public static bool IsIdentifierPart(int point) => point < 128
        ? char.IsAsciiLetterOrDigit((char)point) || point is '$' or '_'
        : IsIdentifierStart(point) || point is 0x200C or 0x200D or 0xB7 or 0x387 or 0x19DA or (>= 0x1369 and <= 0x1371)
        || Category(point) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation;

    public static int HexValue(char c) => c switch
    {
        >= (char)48 and <= (char)57 => c - 48,
        >= (char)97 and <= (char)102 => c - 87,
        >= (char)65 and <= (char)70 => c - 55,
        _ => -1,
    };

    public static bool IsLineEnd(char c) => c is '\n' or '\r' or '\u2028' or '\u2029';

    /// <summary>White space and line terminators, as trim and number conversion see them.</summary>
    public static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r') or '\u00a0' or '\ufeff' or '\u2028' or '\u2029' ||
        (c >= 0x1680 && char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator);

    private static UnicodeCategory Category(int point) =>
        point is >= 0xD800 and <= 0xDFFF ? UnicodeCategory.Surrogate : Rune.GetUnicodeCategory(new Rune(point));
}
