using System.Globalization;
using System.Text.RegularExpressions;

namespace Workflows.PostgreSql.Migrations;

/// <summary>Turns files into migrations and reports everything that is wrong with the set at once.</summary>
internal static partial class MigrationFiles
{
    public static IReadOnlyList<Migration> Read(
        string module, IEnumerable<(string File, string Text)> files, string where)
    {
        var problems = new List<string>();
        var scripts = new SortedDictionary<int, Dictionary<string, (string Name, string Text)>>();
        foreach (var (file, text) in files.OrderBy(pair => pair.File, StringComparer.Ordinal))
        {
            var match = FileName().Match(file);
            if (!match.Success)
            {
                problems.Add($"{file} is not named like 0001_name.up.sql or 0001_name.down.sql");
                continue;
            }

            var version = int.Parse(match.Groups["version"].Value, CultureInfo.InvariantCulture);
            if (!scripts.TryGetValue(version, out var pair))
            {
                scripts[version] = pair = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
            }

            if (!pair.TryAdd(match.Groups["direction"].Value, (match.Groups["name"].Value, text)))
            {
                problems.Add($"{file} uses version {version:0000} a second time");
            }
        }

        var migrations = new List<Migration>();
        foreach (var (version, pair) in scripts)
        {
            var hasDown = pair.TryGetValue("down", out var down);
            if (!pair.TryGetValue("up", out var up))
            {
                problems.Add($"{version:0000}_{down.Name}.down.sql has no up file");
                up = down;
            }
            else if (hasDown && !string.Equals(up.Name, down.Name, StringComparison.Ordinal))
            {
                problems.Add($"version {version:0000} is named {up.Name} up but {down.Name} down");
            }

            migrations.Add(new Migration(
                module, version, up.Name, new MigrationScript(up.Text), hasDown ? new MigrationScript(down.Text) : null));
        }

        if (migrations.Count == 0 && problems.Count == 0)
        {
            problems.Add("there is none");
        }

        return problems.Count == 0
            ? migrations
            : throw new MigrationException(
                $"The migrations of module {module} ({where}) are not usable: {string.Join("; ", problems)}.");
    }

    [GeneratedRegex(
        @"^(?<version>\d{4})_(?<name>[a-z0-9_]+)\.(?<direction>up|down)\.sql$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FileName();
}
