using System.Globalization;

namespace Workflows.Engine.Scheduling;

/// <summary>One plain field of a cron expression: a set of numbers.</summary>
internal static class CronField
{
    /// <summary>Reads lists, ranges, steps and names. Ranges may wrap around (FRI-MON).</summary>
    /// <exception cref="CronFormatException">The field cannot be read.</exception>
    public static bool[] Parse(string field, string name, int min, int max, string[]? names = null)
    {
        var set = new bool[max + 1];
        foreach (var part in field.Split(','))
        {
            Add(set, part, name, min, max, names);
        }

        return set;
    }

    /// <exception cref="CronFormatException">The text is no number or name of the field.</exception>
    public static int Number(string text, string name, int min, int max, string[]? names)
    {
        var index = names is null ? -1 : Array.FindIndex(names, candidate => candidate.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            return min + index;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < min || number > max)
        {
            throw new CronFormatException($"'{text}' is not valid in the field {name}: it takes {min} to {max}.");
        }

        return number;
    }

    private static void Add(bool[] set, string part, string name, int min, int max, string[]? names)
    {
        var slash = part.IndexOf('/', StringComparison.Ordinal);
        var step = 1;
        var range = part;
        if (slash >= 0)
        {
            range = part[..slash];
            step = Number(part[(slash + 1)..], name, 1, Math.Max(1, max), null);
        }

        int from, to;
        var dash = range.IndexOf('-', StringComparison.Ordinal);
        if (range is "*" or "?")
        {
            (from, to) = (min, max);
        }
        else if (dash > 0)
        {
            (from, to) = (Number(range[..dash], name, min, max, names), Number(range[(dash + 1)..], name, min, max, names));
        }
        else
        {
            from = Number(range, name, min, max, names);
            to = slash >= 0 ? max : from;
        }

        if (from > to)
        {
            to += max - min + 1;
        }

        for (var value = from; value <= to; value += step)
        {
            set[value > max ? value - (max - min + 1) : value] = true;
        }
    }
}
