using System.Text.RegularExpressions;
using Workflows.EndToEnd.Servers;

namespace Workflows.EndToEnd.Results;

/// <summary>What the random ids and ticket numbers of one run stand for.</summary>
public sealed partial class Labels
{
    private readonly Dictionary<Guid, string> _names = [];
    private readonly Dictionary<string, string> _numbers = new(StringComparer.Ordinal);
    private readonly bool _withTimes;

    private Labels(bool withTimes) => _withTimes = withTimes;

    public static async Task<Labels> ReadAsync(PrivateDatabase database, string name, bool withTimes)
    {
        ArgumentNullException.ThrowIfNull(database);
        var labels = new Labels(withTimes);
        foreach (var row in await database.RowsAsync(name, StateSql.Labels))
        {
            labels._names[Guid.Parse(row[0])] = row[1];
        }

        foreach (var row in await database.RowsAsync(name, StateSql.Numbers))
        {
            labels._numbers[row[0]] = row[1];
        }

        return labels;
    }

    /// <summary>The text with names in place of ids.</summary>
    public string Apply(string text)
    {
        text = Id().Replace(text, match => _names.GetValueOrDefault(Guid.Parse(match.Value), "<id>"));
        text = Number().Replace(text, match => _numbers.TryGetValue(match.Groups["number"].Value, out var ticket) ? $"#<{ticket}>" : match.Value);
        return _withTimes ? text : Duration().Replace(Instant().Replace(text, "<instant>"), "<duration>");
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();

    [GeneratedRegex("#(?<number>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    [GeneratedRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+(Z|[+][0-9:]+)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Instant();

    [GeneratedRegex("(-?[0-9]+ days? )?-?[0-9]{2,}:[0-9]{2}:[0-9]{2}([.][0-9]+)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Duration();
}
