using System.Text;

namespace Workflows.PostgreSql.Embedded;

/// <summary>
/// Finds PostgreSQL programs: the configured folder, <c>PATH</c>, the usual folders of distributions, the npm package.
/// An existing cluster can only be opened by its own major version, so the search goes on until that one is found.
/// </summary>
internal sealed class BinaryLocator(EmbeddedPostgresOptions options, string baseFolder, string? user)
{
    private static readonly string[] UnixFolders =
    [
        "/usr/lib/postgresql/*/bin",
        "/usr/pgsql-*/bin",
        "/usr/lib/postgresql*/bin",
        "/usr/libexec/postgresql*",
        "/usr/local/pgsql/bin",
        "/opt/homebrew/opt/postgresql@*/bin",
        "/usr/local/opt/postgresql@*/bin",
        "/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",
        "/opt/local/lib/postgresql*/bin",
        "/Applications/Postgres.app/Contents/Versions/*/bin",
    ];

    private readonly StringBuilder _looked = new();

    /// <summary>What PATH holds; replaceable so that a test can hide the machine's own installation.</summary>
    internal string SearchPath { get; init; } = Environment.GetEnvironmentVariable("PATH") ?? string.Empty;

    /// <summary>The folders to search, <c>*</c> allowed in a segment.</summary>
    internal IReadOnlyList<string> Patterns { get; init; } =
        OperatingSystem.IsWindows() ? WindowsFolders() : UnixFolders;

    /// <summary>
    /// Finds an installation of the wanted major version, or any supported one when there is no cluster yet.
    /// </summary>
    /// <param name="major">The version of the existing cluster, or null.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<PostgresBinaries> LocateAsync(int? major, CancellationToken cancellationToken)
    {
        if (options.BinariesDirectory is { Length: > 0 } configured)
        {
            var full = Path.GetFullPath(configured);
            return await FirstAsync("configured folder", [full, Path.Combine(full, "bin")], major, cancellationToken)
                ?? throw Missing(major);
        }

        var path = SearchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var found = await FirstAsync("PATH", path, major, cancellationToken)
            ?? await FirstAsync("distribution folders", Patterns.SelectMany(Expand), major, cancellationToken);
        if (found is not null)
        {
            return found;
        }

        if (!options.AllowNpm || (major is not null && major != NpmMajor()))
        {
            _looked.AppendLine().Append("- npm: ").Append(options.AllowNpm ? "holds another version" : "not allowed");
            throw Missing(major);
        }

        var package = new NpmPackage(options.NpmPackageVersion, baseFolder, user);
        var (folder, reason) = await package.ObtainAsync(cancellationToken);
        if (folder is null)
        {
            _looked.AppendLine().Append("- npm: ").Append(reason);
            throw Missing(major);
        }

        return await FirstAsync("npm", [folder], major, cancellationToken) ?? throw Missing(major);
    }

    private static string[] WindowsFolders() =>
    [
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL", "*", "bin"),
    ];

    /// <summary>Expands the wildcards, newest version first.</summary>
    private static IEnumerable<string> Expand(string pattern)
    {
        var root = Path.GetPathRoot(pattern) ?? string.Empty;
        IEnumerable<string> folders = [root];
        foreach (var segment in pattern[root.Length..].Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries))
        {
            folders = folders.SelectMany(folder => segment.Contains('*', StringComparison.Ordinal)
                ? Directory.Exists(folder) ? Directory.GetDirectories(folder, segment) : []
                : [Path.Combine(folder, segment)]);
        }

        return folders.Where(Directory.Exists).OrderDescending(Comparer<string>.Create(CompareVersions));
    }

    /// <summary>Compares paths by the numbers in them, so that 9 comes before 18.</summary>
    private static int CompareVersions(string left, string right) => Number(left).CompareTo(Number(right));

    private static long Number(string path)
    {
        var digits = new string(path.Where(char.IsAsciiDigit).Take(9).ToArray());
        return digits.Length == 0 ? 0 : long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
    }

    private int NpmMajor() =>
        Version.TryParse(options.NpmPackageVersion.Split('-')[0], out var version) ? version.Major : 0;

    private async Task<PostgresBinaries?> FirstAsync(
        string source, IEnumerable<string> folders, int? major, CancellationToken cancellationToken)
    {
        var any = false;
        foreach (var folder in folders)
        {
            if (!PostgresBinaries.AreIn(folder))
            {
                continue;
            }

            any = true;
            var (binaries, reason) = await PostgresBinaries.InspectAsync(folder, user, cancellationToken);
            if (binaries is not null && (major is null || binaries.Version.Major == major))
            {
                return binaries;
            }

            _looked.AppendLine().Append("- ").Append(source).Append(": ").Append(folder).Append(' ')
                .Append(reason ?? $"is version {binaries!.Version}");
        }

        if (!any)
        {
            _looked.AppendLine().Append("- ").Append(source).Append(": no folder with postgres, initdb and pg_ctl")
                .Append(source switch
                {
                    "PATH" => $" in {SearchPath}",
                    "distribution folders" => $" among {string.Join(", ", Patterns)}",
                    _ => $" at {string.Join(" or ", folders)}",
                });
        }

        return null;
    }

    private EmbeddedPostgresException Missing(int? major)
    {
        var wanted = major is null
            ? $"PostgreSQL {PostgresBinaries.OldestMajor} to {PostgresBinaries.NewestMajor}"
            : $"PostgreSQL {major} (the existing cluster was created by it, and only that major version can open it)";
        return new EmbeddedPostgresException(
            $"""
            No usable PostgreSQL was found. Looked for {wanted}:{_looked}
            Do one of these and start again:
            - Debian or Ubuntu: apt-get install postgresql; Fedora: dnf install postgresql-server;
              Alpine: apk add postgresql{major ?? 16}; macOS: brew install postgresql@{major ?? 17};
              Windows: the installer from postgresql.org
            - install Node.js 20 or newer with npm, so that the server can fetch @embedded-postgres itself
            - name the folder of the programs in Workflows__PostgresBinaries
            - use a PostgreSQL server of yours: set ConnectionStrings__Workflows
            """);
    }
}
