namespace Workflows.Templates;

/// <summary>Finds the name that was probably meant.</summary>
public static class Suggestion
{
    /// <summary>The end of a message about an unknown name: a full stop, or <c>, did you mean `x`?</c>.</summary>
    /// <param name="name">The unknown name.</param>
    /// <param name="known">The names there are.</param>
    public static string For(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(known);
        string? best = null;
        var limit = Math.Max(1, name.Length / 3);
        foreach (var candidate in known)
        {
            if (candidate.Length > 64 || Math.Abs(candidate.Length - name.Length) > limit)
            {
                continue;
            }

            var distance = Distance(name, candidate);
            if (distance <= limit && distance > 0)
            {
                limit = distance - 1;
                best = candidate;
            }
        }

        return best is null ? "." : $", did you mean `{best}`?";
    }

    // Optimal string alignment: a swap of two letters counts as one mistake.
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            d[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            d[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
