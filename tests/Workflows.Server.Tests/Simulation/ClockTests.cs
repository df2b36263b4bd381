using System.Net;
using System.Text.Json;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;
using Workflows.Engine.Durability.Bursts;
using Workflows.Server.Hosting;
using Workflows.Server.Scheduling.Ledger;
using Workflows.Testing.Time;
using Xunit;

namespace Workflows.Server.Tests.Simulation;

public sealed class ClockTests
{
    private const string Schedule = "/api/operations/schedules/morning-round:clock";
    private const string Spans =
        "select to_char(created_at at time zone 'UTC', 'MM-DD HH24:MI') || ' ' || to_char(updated_at at time zone 'UTC', 'MM-DD HH24:MI') "
        + "from engine.instances order by created_at";

    [Fact]
    public async Task Ten_days_pass_in_one_call_and_everything_has_its_own_instant()
    {
        await using var server = await SimulatedServer.StartAsync(new MorningRound());
        await ReadyAsync(server);
        var report = await server.PostAsync("/api/operations/clock/advance", new { by = "10.00:00:00" });

        report.GetProperty("reached").GetBoolean().Should().BeTrue(report.ToString());
        report.GetProperty("now").GetDateTimeOffset().Should().Be(DateTimeOffset.Parse(SimulatedServer.Start, null).AddDays(10));
        report.GetProperty("schedules_fired").GetInt32().Should().Be(10);
        report.GetProperty("timers_fired").GetInt32().Should().Be(19, "of ten rounds the last still waits for its day");
        report.GetProperty("next").GetProperty("schedule").GetDateTimeOffset().Should().Be(new DateTimeOffset(2026, 4, 7, 0, 30, 0, TimeSpan.Zero));

        // Each began at its slot, waited half an hour, then a day: on the 29th half past one does not exist in London.
        var spans = await server.TextsAsync(Spans);
        spans.Should().HaveCount(10);
        spans.Take(3).Should().Equal("03-28 01:30 03-29 02:00", "03-29 01:00 03-30 01:30", "03-30 00:30 03-31 01:00");
        await server.SignInAsync();
        var ledger = await server.GetAsync($"{Schedule}/ledger?status=fired&ordering=due_at&page_size=100");
        ledger.GetProperty("count").GetInt32().Should().Be(10);
        ledger.GetProperty("results").EnumerateArray().Should().OnlyContain(e => e.GetProperty("instance_id").ValueKind == JsonValueKind.String);
    }

    [Fact]
    public async Task A_restart_goes_on_from_where_the_clock_stood()
    {
        await using var server = await SimulatedServer.StartAsync(new MorningRound());
        await ReadyAsync(server);
        await server.PostAsync("/api/operations/clock/advance", new { to = "2026-03-28T01:45:00Z" });
        await server.RestartAsync();
        await ReadyAsync(server);

        (await server.GetAsync("/api/operations/clock")).GetProperty("now").GetDateTimeOffset()
            .Should().Be(new DateTimeOffset(2026, 3, 28, 1, 45, 0, TimeSpan.Zero));
        var report = await server.PostAsync("/api/operations/clock/advance", new { to = "2026-03-29T02:00:00Z" });
        report.GetProperty("schedules_fired").GetInt32().Should().Be(1);
        (await server.TextsAsync(Spans)).Should().Equal("03-28 01:30 03-29 02:00", "03-29 01:00 03-29 01:30");
    }

    [Fact]
    public async Task The_clock_goes_forward_only_and_takes_one_of_two_forms()
    {
        await using var server = await SimulatedServer.StartAsync();
        foreach (var body in new object[] { new { to = "2020-01-01T00:00:00Z" }, new { by = "-01:00:00" }, new { }, new { to = "2027-01-01T00:00:00Z", by = "01:00:00" } })
        {
            var move = () => server.PostAsync("/api/operations/clock/advance", body);
            (await move.Should().ThrowAsync<HttpRequestException>()).Which.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task Publishing_and_retracting_take_effect_without_a_restart()
    {
        await using var server = await SimulatedServer.StartAsync();
        var catalog = server.Services.GetRequiredService<WorkflowCatalog>();
        await catalog.AddAsync(new MorningRound(), default);
        await ReadyAsync(server);
        var first = await server.GetAsync($"{Schedule}?firings=3");
        first.GetProperty("upcoming").EnumerateArray().Select(static u => u.GetProperty("local").GetString())
            .Should().Equal("2026-03-28T01:30:00", "2026-03-29T02:00:00", "2026-03-30T01:30:00");

        var draft = await new WorkflowBuilder().BuildWorkflowAsync(new MorningRound(), default);
        draft.Publication = WorkflowPublication.LatestDraft;
        await catalog.AddAsync(draft, default);
        await Eventually.TrueAsync(
            async () => !(await server.GetAsync(Schedule)).GetProperty("schedule").GetProperty("active").GetBoolean(), "it is withdrawn");
        (await server.PostAsync("/api/operations/clock/advance", new { by = "3.00:00:00" }))
            .GetProperty("schedules_fired").GetInt32().Should().Be(0);
    }

    [Fact]
    public async Task The_right_to_move_the_clock_is_taken_again_after_its_session_was_ended_and_shuts_a_second_server_out()
    {
        const string held = "select a.pid::text from pg_locks l join pg_stat_activity a using (pid) where l.locktype = 'advisory' and l.granted and a.datname = current_database() and a.application_name = 'workflows-lock'";
        await using var server = await SimulatedServer.StartAsync();
        var first = (await server.TextsAsync(held)).Should().ContainSingle().Subject;
        await server.TextsAsync($"select pg_terminate_backend({first})::text");

        await Eventually.TrueAsync(
            async () => await server.TextsAsync(held) is [var now] && now != first, "another session of the same server holds the lock");
        (await server.PostAsync("/api/operations/clock/advance", new { by = "01:00:00" })).GetProperty("reached").GetBoolean().Should().BeTrue();
        await FluentActions.Awaiting(server.StartSecondAsync).Should().ThrowAsync<ConfigurationException>().WithMessage("*stop it first*");
    }

    // The server synchronises its schedules right after it began to answer.
    private static Task ReadyAsync(SimulatedServer server) => Eventually.TrueAsync(
        async () =>
        {
            await server.Services.GetRequiredService<ScheduleSync>().SyncAsync(default);
            return (await server.GetAsync("/api/operations/schedules?definition=morning-round")).GetProperty("count").GetInt32() == 1;
        },
        "the schedule is there");
}
