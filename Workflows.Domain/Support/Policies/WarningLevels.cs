using System.Globalization;

namespace Workflows.Domain.Support.Policies;

/// <summary>Percentages of a target at which to warn.</summary>
public static class WarningLevels
{
    /// <summary>What a wrong list is answered with.</summary>
    public const string Rule = "Give rising percentages from 1 to 99.";

    /// <summary>Whether the percentages rise and lie between 1 and 99.</summary>
    public static bool AreSound(IReadOnlyList<int> levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        return levels.All(static p => p is >= 1 and <= 99) && levels.Zip(levels.Skip(1)).All(static p => p.First < p.Second);
    }

    /// <summary>Reads percentages as people write them: "80" or "50, 80, 95 %".</summary>
    /// <returns>Null when nothing is written.</returns>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static IReadOnlyList<int>? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var levels = new List<int>();
        foreach (var part in text.Split([',', ';', ' ', '%'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var level))
            {
                throw new FormatException($"\"{text}\" is no list of percentages. {Rule}");
            }

            levels.Add(level);
        }

        return levels.Count > 0 && AreSound(levels) ? levels : throw new FormatException($"\"{text}\" is no list of percentages. {Rule}");
    }
}
