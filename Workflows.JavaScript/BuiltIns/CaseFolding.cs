using System.Text;

namespace Workflows.JavaScript.BuiltIns;

/// <summary>
/// Which characters are the same to a regular expression that ignores case (ECMA-262 22.2.2.7.3): those with the same capital letter, or in
/// Unicode mode those with the same simple case folding. .NET's own table differs from both.
/// </summary>
internal sealed class CaseFolding
{
    private static readonly Lazy<CaseFolding> Plain = new(() => new CaseFolding(false));
    private static readonly Lazy<CaseFolding> Unicode = new(() => new CaseFolding(true));
    private readonly Dictionary<int, int[]> _families = [];
    private readonly List<int[]> _all = [];

    private CaseFolding(bool unicode)
    {
        var byCanonical = new Dictionary<int, List<int>>();
        for (var c = 0; c <= (unicode ? 0x1FFFF : 0xFFFF); c++)
        {
            if (c is >= 0xD800 and <= 0xDFFF)
            {
                continue;
            }

            var canonical = unicode ? Fold(c) : Capital((char)c);
            if (!byCanonical.TryGetValue(canonical, out var family))
            {
                byCanonical[canonical] = family = [];
            }

            family.Add(c);
        }

        foreach (var family in byCanonical.Values.Where(f => f.Count > 1))
        {
            int[] members = [.. family];
            _all.Add(members);
            foreach (var member in members)
            {
                _families[member] = members;
            }
        }
    }

    public static CaseFolding For(bool unicode) => (unicode ? Unicode : Plain).Value;

    /// <summary>All sets of more than one character that are the same.</summary>
    public IReadOnlyList<int[]> Families => _all;

    /// <summary>The characters that are the same as this one, itself included; null when it stands alone.</summary>
    public int[]? FamilyOf(int point) => _families.GetValueOrDefault(point);

    private static int Capital(char c)
    {
        var upper = CaseMapping.Upper(c.ToString());
        return upper.Length != 1 || (c >= 128 && upper[0] < 128) ? c : upper[0];
    }

    private static int Fold(int point)
    {
        // The Turkish letters fold in Turkish only.
        if (point is 0x130 or 0x131)
        {
            return point;
        }

        return Rune.ToLowerInvariant(Rune.ToUpperInvariant(new Rune(point))).Value;
    }
}
