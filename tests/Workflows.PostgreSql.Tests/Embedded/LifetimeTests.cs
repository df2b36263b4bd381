using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FluentAssertions;
using Npgsql;
using Workflows.PostgreSql.Embedded;
using Workflows.Testing.Time;
using Xunit;

namespace Workflows.PostgreSql.Tests.Embedded;

public sealed class LifetimeTests : IAsyncLifetime
{
    private readonly DataFolder _data = DataFolder.Create();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _data.DisposeAsync();

    [Fact]
    public async Task Data_and_connection_string_survive_a_restart()
    {
        string before;
        await using (var first = await _data.StartAsync())
        {
            before = first.ConnectionString;
            await DataFolder.ExecuteAsync(before, "create table kept ()");
        }

        _data.IsRunning.Should().BeFalse();
        await using var second = await _data.StartAsync();

        second.ConnectionString.Should().Be(before);
        await DataFolder.ExecuteAsync(before, "table kept");
    }

    [Fact]
    public async Task The_last_of_several_processes_stops_it()
    {
        using var first = await Member.StartAsync(_data.Path);
        using var second = await Member.StartAsync(_data.Path);
        await using var third = await _data.StartAsync();

        (first.Joined, second.Joined, third.Joined).Should().Be((false, true, true));
        second.ConnectionString.Should().Be(first.ConnectionString);
        await first.LeaveAsync();
        (await DataFolder.QueryAsync<int>(second.ConnectionString, "select 1")).Should().Be(1);
        await third.DisposeAsync();
        (await DataFolder.QueryAsync<int>(second.ConnectionString, "select 1")).Should().Be(1);
        await second.LeaveAsync();

        _data.IsRunning.Should().BeFalse();
        File.Exists(_data.Cluster.PostmasterPid).Should().BeFalse("the shutdown was a clean one");
    }

    [Fact]
    public async Task Processes_that_start_together_on_an_empty_folder_share_one_cluster()
    {
        var members = Enumerable.Range(0, 4).Select(_ => Member.Launch(_data.Path)).ToList();
        try
        {
            await Task.WhenAll(members.Select(member => member.ReadyAsync()));

            members.Select(member => member.ConnectionString).Distinct(StringComparer.Ordinal).Should().ContainSingle();
            members.Count(member => !member.Joined).Should().Be(1);
            await Task.WhenAll(members.Select(member => member.LeaveAsync()));
            _data.IsRunning.Should().BeFalse();
        }
        finally
        {
            members.ForEach(member => member.Dispose());
        }
    }

    [Fact]
    public async Task After_its_owner_was_killed_the_next_start_adopts_it_and_stops_it()
    {
        using (var owner = await Member.StartAsync(_data.Path))
        {
            await DataFolder.ExecuteAsync(owner.ConnectionString, "create table kept ()");
            await owner.KillAsync();
        }

        _data.IsRunning.Should().BeTrue();
        await using (var next = await _data.StartAsync())
        {
            next.Joined.Should().BeTrue();
            await DataFolder.ExecuteAsync(next.ConnectionString, "table kept");
        }

        _data.IsRunning.Should().BeFalse();
    }

    [Fact]
    public async Task A_killed_member_does_not_count_as_using_it()
    {
        await using var staying = await _data.StartAsync();
        using (var other = await Member.StartAsync(_data.Path))
        {
            await other.KillAsync();
        }

        await staying.DisposeAsync();

        _data.IsRunning.Should().BeFalse();
    }

    [Fact]
    public async Task A_killed_postmaster_is_started_again_on_its_port_with_everything_committed()
    {
        await using var postgres = await _data.StartAsync();
        using var other = await Member.StartAsync(_data.Path);
        await DataFolder.ExecuteAsync(postgres.ConnectionString, "create table kept (id int); insert into kept values (7)");

        for (var round = 0; round < 2; round++)
        {
            await _data.KillPostmasterAsync();
            await Eventually.TrueAsync(
                async () => await DataFolder.QueryAsync<int>(postgres.ConnectionString, "select id from kept") == 7,
                "the private PostgreSQL is back with its data");
        }

        await other.LeaveAsync();
        _data.IsRunning.Should().BeTrue();
    }

    [Fact]
    public async Task Leaving_while_it_is_started_again_does_not_take_it_from_the_others()
    {
        await using var staying = await _data.StartAsync(watchInterval: TimeSpan.FromDays(1));
        for (var round = 0; round < 3; round++)
        {
            await using var leaving = await _data.StartAsync(watchInterval: TimeSpan.FromMilliseconds(10));
            await _data.KillPostmasterAsync();
            await Eventually.TrueAsync(() => _data.IsRunning, "the one that will leave has started it again");

            await leaving.DisposeAsync();

            await Eventually.TrueAsync(
                async () => await DataFolder.QueryAsync<int>(staying.ConnectionString, "select 1") == 1,
                "it serves the other, who does not watch it");
        }
    }

    [Fact]
    public async Task It_waits_for_backends_that_outlive_their_postmaster()
    {
        await using var postgres = await _data.StartAsync();
        var busy = Record.ExceptionAsync(() => DataFolder.ExecuteAsync(
            postgres.ConnectionString,
            "do $$ declare until timestamptz := clock_timestamp() + '3 s'; begin while clock_timestamp() < until loop end loop; end $$"));
        await Eventually.TrueAsync(
            async () => await DataFolder.QueryAsync<long>(
                postgres.AdministratorConnectionString, "select count(*) from pg_stat_activity where query like 'do $$%' and state = 'active'") > 0,
            "the busy backend runs");

        await _data.KillPostmasterAsync();
        await busy;

        await Eventually.TrueAsync(
            async () => await DataFolder.QueryAsync<int>(postgres.ConnectionString, "select 1") == 1, "the private PostgreSQL is back");
    }

    [Fact]
    public async Task A_crash_of_owner_and_postmaster_together_is_recovered_from()
    {
        using (var owner = await Member.StartAsync(_data.Path))
        {
            await DataFolder.ExecuteAsync(owner.ConnectionString, "create table kept ()");
            await owner.KillAsync();
            await _data.KillPostmasterAsync();
        }

        File.Exists(_data.Cluster.PostmasterPid).Should().BeTrue("that is what makes it stale");
        await using var next = await _data.StartAsync();

        next.Joined.Should().BeFalse();
        await DataFolder.ExecuteAsync(next.ConnectionString, "table kept");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stale_pid_that_now_belongs_to_another_process_does_not_block_the_start(bool ourOwn)
    {
        await using (var postgres = await _data.StartAsync())
        {
            // Keep the file as a crash would leave it: the shutdown below removes it.
            File.Copy(_data.Cluster.PostmasterPid, Path.Combine(_data.Path, "kept.pid"));
        }

        using var stranger = Process.Start("sleep", "600");
        try
        {
            var lines = await File.ReadAllLinesAsync(Path.Combine(_data.Path, "kept.pid"));
            lines[0] = (ourOwn ? Environment.ProcessId : stranger.Id).ToString(CultureInfo.InvariantCulture);
            await File.WriteAllLinesAsync(_data.Cluster.PostmasterPid, lines);

            await using var next = await _data.StartAsync();

            (await DataFolder.QueryAsync<int>(next.ConnectionString, "select 1")).Should().Be(1);
            stranger.HasExited.Should().BeFalse();
        }
        finally
        {
            stranger.Kill();
        }
    }

    [Fact]
    public async Task When_the_remembered_port_was_taken_another_is_chosen_and_remembered()
    {
        int port;
        await using (var first = await _data.StartAsync())
        {
            port = new NpgsqlConnectionStringBuilder(first.ConnectionString).Port;
        }

        using var thief = new TcpListener(IPAddress.Loopback, port);
        thief.Start();
        int other;
        await using (var second = await _data.StartAsync())
        {
            other = new NpgsqlConnectionStringBuilder(second.ConnectionString).Port;
            other.Should().NotBe(port);
            (await DataFolder.QueryAsync<int>(second.ConnectionString, "select 1")).Should().Be(1);
        }

        await using var third = await _data.StartAsync();
        new NpgsqlConnectionStringBuilder(third.ConnectionString).Port.Should().Be(other);
    }

    [Fact]
    public async Task A_data_folder_in_use_in_another_container_is_refused()
    {
        await using var postgres = await _data.StartAsync();
        await File.WriteAllTextAsync(_data.Cluster.HostFile, "another boot and namespace");

        var join = () => _data.StartAsync();

        (await join.Should().ThrowAsync<EmbeddedPostgresException>()).WithMessage("*another container*Workflows__DataDirectory*");
        (await DataFolder.QueryAsync<int>(postgres.ConnectionString, "select 1")).Should().Be(1);
    }

    [Fact]
    public async Task A_lost_password_file_is_said_plainly()
    {
        await using (await _data.StartAsync())
        {
        }

        File.Delete(_data.Cluster.PasswordFile("workflows"));
        var start = () => _data.StartAsync();

        (await start.Should().ThrowAsync<EmbeddedPostgresException>()).WithMessage("*workflows.password is gone. Restore it*");
        _data.IsRunning.Should().BeFalse("a failed start leaves nothing behind");
    }

    [Fact]
    public async Task A_cluster_that_cannot_start_says_why_with_the_words_of_its_log()
    {
        await using (var postgres = await _data.StartAsync())
        {
            await DataFolder.ExecuteAsync(postgres.AdministratorConnectionString, "alter system set shared_buffers = '7TB'");
        }

        var start = () => _data.StartAsync();

        (await start.Should().ThrowAsync<EmbeddedPostgresException>()).WithMessage("*could not be started*FATAL*postgres.log*ConnectionStrings__Workflows*");
    }

    [Fact]
    public async Task Leaving_twice_is_leaving_once()
    {
        var postgres = await _data.StartAsync();
        await using var other = await _data.StartAsync();

        await postgres.DisposeAsync();
        await postgres.DisposeAsync();

        (await DataFolder.QueryAsync<int>(other.ConnectionString, "select 1")).Should().Be(1);
    }
}
