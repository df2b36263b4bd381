using System.Net;
using System.Net.NetworkInformation;
using System.Runtime.Versioning;
using FluentAssertions;
using Npgsql;
using Workflows.PostgreSql.Embedded;
using Workflows.Testing.Time;
using Xunit;

namespace Workflows.PostgreSql.Tests.Embedded;

[UnsupportedOSPlatform("windows")]
public sealed class ClusterCreationTests : IAsyncLifetime
{
    private readonly DataFolder _data = DataFolder.Create();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _data.DisposeAsync();

    [Fact]
    public async Task A_new_cluster_is_durable_private_and_sized_for_the_engine()
    {
        await using var postgres = await _data.StartAsync();

        foreach (var (name, value) in new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["fsync"] = "on",
            ["synchronous_commit"] = "on",
            ["full_page_writes"] = "on",
            ["max_connections"] = "200",
            ["max_locks_per_transaction"] = "256",
            ["wal_compression"] = "pglz",
            ["password_encryption"] = "scram-sha-256",
            ["listen_addresses"] = "127.0.0.1",
            ["unix_socket_directories"] = "",
            ["server_encoding"] = "UTF8",
            ["TimeZone"] = "UTC",
        })
        {
            (await DataFolder.QueryAsync<string>(postgres.AdministratorConnectionString, $"show {name}")).Should().Be(value, name);
        }

        postgres.Joined.Should().BeFalse();
        postgres.Version.Major.Should().BeInRange(15, 18);
        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
            .Where(end => end.Port == new NpgsqlConnectionStringBuilder(postgres.ConnectionString).Port);
        listeners.Should().ContainSingle().Which.Address.Should().Be(IPAddress.Loopback);
    }

    [Fact]
    public async Task The_product_role_owns_its_database_and_row_level_security_binds_it()
    {
        await using var postgres = await _data.StartAsync();

        (await DataFolder.QueryAsync<bool>(
            postgres.ConnectionString,
            """
            select not (rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls)
                and pg_get_userbyid(datdba) = current_user
            from pg_roles, pg_database where rolname = current_user and datname = current_database()
            """)).Should().BeTrue();
        (await DataFolder.QueryAsync<string>(postgres.ConnectionString, "select current_user || '@' || current_database()"))
            .Should().Be("workflows@workflows");
        (await DataFolder.QueryAsync<string>(
            postgres.ConnectionString,
            """
            create table secret (tenant text); insert into secret values ('a'), ('b');
            alter table secret enable row level security; alter table secret force row level security;
            create policy own on secret using (tenant = 'a');
            select string_agg(tenant, ',') from secret
            """)).Should().Be("a");
    }

    [Fact]
    public async Task Passwords_are_random_unreadable_to_others_and_needed()
    {
        await using var postgres = await _data.StartAsync();

        foreach (var role in (string[])["postgres", "workflows"])
        {
            var file = _data.Cluster.PasswordFile(role);
            (await File.ReadAllTextAsync(file)).Should().MatchRegex("^[0-9a-f]{48}$");
            if (!OperatingSystem.IsWindows())
            {
                File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            var wrong = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Username = role, Password = "guess" }.ConnectionString;
            var enter = () => DataFolder.QueryAsync<int>(wrong, "select 1");
            (await enter.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InvalidPassword);
        }

        (await File.ReadAllTextAsync(_data.Cluster.LogFile)).Should().NotContain(await File.ReadAllTextAsync(_data.Cluster.PasswordFile("workflows")));
        (await File.ReadAllTextAsync(_data.Cluster.PasswordFile("postgres")))
            .Should().NotBe(await File.ReadAllTextAsync(_data.Cluster.PasswordFile("workflows")));
    }

    [Fact]
    public async Task Letters_fold_their_case_and_order_by_code_point()
    {
        await using var postgres = await _data.StartAsync();

        (await DataFolder.QueryAsync<bool>(postgres.ConnectionString, "select lower('ÄÉ') = 'äé' and 'Z' < 'a' and 'z' < 'ä'")).Should().BeTrue();
    }

    [Fact]
    public async Task An_interrupted_creation_is_begun_again()
    {
        var half = Path.Combine(_data.Cluster.NewDraft(), "data");
        Directory.CreateDirectory(half);
        await File.WriteAllTextAsync(Path.Combine(half, "PG_VERSION"), "15\n");
        await File.WriteAllTextAsync(_data.Cluster.PasswordFile("workflows"), "of the interrupted creation");

        await using var postgres = await _data.StartAsync();

        (await DataFolder.QueryAsync<int>(postgres.ConnectionString, "select 1")).Should().Be(1);
        _data.Cluster.Drafts.Should().BeEmpty();
    }

    [Fact]
    public async Task A_server_killed_while_it_creates_the_cluster_leaves_no_half_one()
    {
        using (var member = Member.Launch(_data.Path))
        {
            await Eventually.TrueAsync(
                () => _data.Cluster.Drafts.Any(draft => Directory.Exists(Path.Combine(draft, "data", "base"))), "initdb has begun");
            await member.KillAsync();
        }

        _data.Cluster.Exists.Should().BeFalse();
        await using var postgres = await _data.StartAsync();

        (await DataFolder.QueryAsync<int>(postgres.ConnectionString, "select 1")).Should().Be(1);
    }

    [Fact]
    public async Task As_root_it_runs_as_somebody_else_and_as_itself_otherwise()
    {
        await using var postgres = await _data.StartAsync();

        var owner = await Tool.RunAsync("ps", ["-o", "user=", "-p", $"{_data.PostmasterPid}"], user: null, TimeSpan.FromSeconds(20), default);

        if (Environment.IsPrivilegedProcess)
        {
            owner.Output.Should().BeOneOf("postgres", "_postgres", "nobody");
        }
        else
        {
            owner.Output.Should().Be(Environment.UserName);
        }
    }

    [Fact]
    public async Task A_data_folder_that_the_service_user_cannot_reach_sends_the_cluster_elsewhere()
    {
        var closed = Directory.CreateDirectory(
            Path.Combine(Path.GetTempPath(), "wf-closed-" + Guid.CreateVersion7().ToString("N")),
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            await using var data = DataFolder.Create(closed.FullName);
            string cluster;
            await using (var first = await data.StartAsync())
            {
                cluster = first.ClusterDirectory;
                await DataFolder.ExecuteAsync(first.ConnectionString, "create table kept ()");
                cluster.StartsWith(data.Path, StringComparison.Ordinal).Should().Be(!Environment.IsPrivilegedProcess);
            }

            await using (var second = await data.StartAsync())
            {
                second.ClusterDirectory.Should().Be(cluster);
                await DataFolder.ExecuteAsync(second.ConnectionString, "table kept");
            }

            Directory.Delete(Path.GetDirectoryName(Path.GetDirectoryName(cluster)!)!, recursive: true);
        }
        finally
        {
            closed.Delete(recursive: true);
        }
    }
}
