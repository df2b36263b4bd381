using System.Globalization;

namespace Workflows.PostgreSql.Embedded;

/// <summary>One installation of PostgreSQL: the folder of its programs and its version.</summary>
internal sealed record PostgresBinaries(string Folder, Version Version)
{
    public const int OldestMajor = 15;
    public const int NewestMajor = 18;

    private static readonly string[] Needed = ["postgres", "initdb", "pg_ctl"];
    private static readonly TimeSpan VersionTimeout = TimeSpan.FromSeconds(20);

    public string Postgres => Program(Folder, "postgres");

    public string InitDb => Program(Folder, "initdb");

    public string PgCtl => Program(Folder, "pg_ctl");

    /// <summary>Whether all programs that a private cluster needs are in the folder.</summary>
    public static bool AreIn(string folder) => Needed.All(name => File.Exists(Program(folder, name)));

    /// <summary>
    /// Asks the installation for its version as the user it would run as, which also proves that this user may run it.
    /// Returns the reason when it cannot be used.
    /// </summary>
    public static async Task<(PostgresBinaries? Binaries, string? Reason)> InspectAsync(
        string folder, string? user, CancellationToken cancellationToken)
    {
        if (!AreIn(folder))
        {
            return (null, "does not hold postgres, initdb and pg_ctl");
        }

        var answer = await Tool.RunPostgresAsync(
            Program(folder, "postgres"), ["--version"], user, VersionTimeout, cancellationToken);
        if (!answer.Succeeded || ParseVersion(answer.Output) is not { } version)
        {
            var who = user is null ? string.Empty : $" as user {user}";
            return (null, $"`postgres --version`{who} failed: {answer.Output}");
        }

        return version.Major is >= OldestMajor and <= NewestMajor
            ? (new PostgresBinaries(folder, version), null)
            : (null, $"is version {version}, not {OldestMajor} to {NewestMajor}");
    }

    /// <summary>Reads <c>postgres (PostgreSQL) 15.18 (Debian ...)</c>; null when it is something else.</summary>
    internal static Version? ParseVersion(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(words, "(PostgreSQL)") + 1;
        if (at == 0 || at >= words.Length)
        {
            return null;
        }

        // Pre-releases read 18beta1 or 19devel: the leading number is the major version.
        var numbers = words[at].Split('.');
        var major = new string(numbers[0].TakeWhile(char.IsAsciiDigit).ToArray());
        var minor = numbers.Length > 1 ? new string(numbers[1].TakeWhile(char.IsAsciiDigit).ToArray()) : string.Empty;
        return int.TryParse(major, CultureInfo.InvariantCulture, out var first)
            ? new Version(first, int.TryParse(minor, CultureInfo.InvariantCulture, out var second) ? second : 0)
            : null;
    }

    private static string Program(string folder, string name) =>
        Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);
}
