using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FluentAssertions;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Server.Tests.Hosting;
using Workflows.Testing.Time;
using Xunit;

namespace Workflows.Server.Tests.Scheduling;

[Collection(ServerFixture.Collection)]
public sealed class ScheduleEndpointTests(ServerFixture server)
{
    private const string Schedules = "/api/operations/schedules";
    private const string Job = $"{Schedules}/job:self-check";

    [Fact]
    public async Task Staff_see_the_jobs_with_zone_policy_and_next_firing()
    {
        using var client = await server.SignedInAsync("alpha", Roles.Staff);
        var list = await Eventually.GetAsync(
            async () => await client.GetFromJsonAsync<JsonElement>($"{Schedules}?target=job&page_size=100"),
            static l => l.GetProperty("count").GetInt32() >= 6, "the jobs are scheduled");
        var retention = list.GetProperty("results").EnumerateArray().Single(static s => s.GetProperty("id").GetString() == "job:engine-retention");
        retention.GetProperty("expression").GetString().Should().Be("10 3 * * *");
        retention.GetProperty("zone").GetString().Should().Be("UTC");
        retention.GetProperty("misfire").GetString().Should().Be("fire_once_now");
        retention.GetProperty("next").GetProperty("local").GetString().Should().EndWith("T03:10:00");

        var detail = await client.GetFromJsonAsync<JsonElement>($"{Job}?firings=5");
        detail.GetProperty("upcoming").GetArrayLength().Should().Be(5);
        var ledger = await client.GetFromJsonAsync<JsonElement>($"{Job}/ledger?status=fired");
        ledger.GetProperty("count").GetInt32().Should().BeGreaterThanOrEqualTo(0);
    }

    [Theory]
    [InlineData("GET", Schedules, Roles.Portal, HttpStatusCode.Forbidden)]
    [InlineData("GET", $"{Schedules}/nothing:here", Roles.Staff, HttpStatusCode.NotFound)]
    [InlineData("GET", $"{Schedules}/nothing:here/ledger", Roles.Staff, HttpStatusCode.NotFound)]
    [InlineData("GET", $"{Schedules}?colour=red", Roles.Staff, HttpStatusCode.BadRequest)]
    [InlineData("GET", $"{Job}?firings=1000", Roles.Staff, HttpStatusCode.BadRequest)]
    [InlineData("POST", $"{Job}/run", Roles.Staff, HttpStatusCode.Forbidden)]
    [InlineData("POST", $"{Job}/run", Roles.Manager, HttpStatusCode.Forbidden)]
    [InlineData("POST", $"{Job}/run", Roles.Admin, HttpStatusCode.Forbidden)]
    [InlineData("POST", $"{Schedules}/nothing:here/run", Roles.Manager, HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/operations/clock", Roles.Admin, HttpStatusCode.Forbidden)]
    public async Task Roles_and_unknown_schedules_are_answered_by_the_rules(string method, string path, string role, HttpStatusCode expected)
    {
        using var client = await server.SignedInAsync("alpha", role);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = method == "POST" ? JsonContent.Create(new { due_at = "2026-01-01T00:00:00Z" }) : null;
        using var answer = await client.SendAsync(request);
        answer.StatusCode.Should().Be(expected, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task On_real_time_the_clock_is_shown_and_not_moved()
    {
        using var client = await server.SignedInAsync("default", Roles.Admin);
        var clock = await client.GetFromJsonAsync<JsonElement>("/api/operations/clock");
        clock.GetProperty("simulated").GetBoolean().Should().BeFalse();
        using var moved = await client.PostAsJsonAsync("/api/operations/clock/advance", new { by = "01:00:00" });
        moved.StatusCode.Should().Be(HttpStatusCode.Conflict);
        using var run = await client.PostAsJsonAsync($"{Job}/run", new { due_at = "2020-01-01T00:00:00Z" });
        run.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }
}
