using System.Runtime.CompilerServices;

namespace Workflows.Architecture.Tests;

/// <summary>The source tree that these tests read. Files that git ignores are left out.</summary>
internal static class Repository
{
    private static readonly string[] Ignored = ["artifacts", "node_modules", ".git", ".data", "dist", ".vs", ".idea", "TestResults"];

    private static readonly string[] TextKinds =
    [
        ".cs", ".csproj", ".props", ".targets", ".sln", ".sql", ".md", ".json", ".yml", ".yaml", ".ts", ".tsx", ".css", ".html",
        ".sh", ".sbnhtml", ".sbntxt", ".txt",
    ];

    private static readonly Lazy<IReadOnlyList<SourceFile>> Everything = new(static () => [.. Read(Root!)]);

    public static string Root { get; } = Find();

    /// <summary>All text files, with paths relative to the root and forward slashes.</summary>
    public static IReadOnlyList<SourceFile> Files => Everything.Value;

    public static IEnumerable<SourceFile> In(string folder, string extension) =>
        Files.Where(file => file.Path.StartsWith(folder + "/", StringComparison.Ordinal) && file.Path.EndsWith(extension, StringComparison.Ordinal));

    private static string Find([CallerFilePath] string here = "")
    {
        // Deterministic builds map source paths; then the test runs below the repository's artifacts folder.
        foreach (var start in new[] { Path.GetDirectoryName(here)!, AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is { Exists: true }; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Workflows.sln")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new InvalidOperationException("Workflows.sln is not above the tests.");
    }

    private static IEnumerable<SourceFile> Read(string folder)
    {
        foreach (var child in Directory.EnumerateDirectories(folder)
            .Where(static child => !Ignored.Contains(Path.GetFileName(child), StringComparer.Ordinal)))
        {
            foreach (var file in Read(child))
            {
                yield return file;
            }
        }

        foreach (var file in Directory.EnumerateFiles(folder)
            .Where(static file => TextKinds.Contains(Path.GetExtension(file), StringComparer.Ordinal) || Path.GetFileName(file) is "run" or "Dockerfile" or ".npmrc"))
        {
            yield return new SourceFile(Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText(file));
        }
    }
}
