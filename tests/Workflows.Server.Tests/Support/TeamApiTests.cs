using System.Net;
using FluentAssertions;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Server.Tests.Hosting;
using Xunit;

namespace Workflows.Server.Tests.Support;

/// <summary>Teams, absences with substitutes, and working hours over HTTP.</summary>
[Collection(ServerFixture.Collection)]
public sealed class TeamApiTests(ServerFixture server)
{
    private const string Teams = "/api/support/teams/";
    private const string Absences = "/api/support/absences/";

    private static int _year = 2100;

    private Guid Staff => server.People["staff@alpha.example"];

    private Guid Manager => server.People["manager@alpha.example"];

    private Guid Admin => server.People["admin@alpha.example"];

    private static string Name() => $"Team {Guid.CreateVersion7()}";

    [Fact]
    public async Task A_team_is_made_listed_changed_and_removed()
    {
        using var manager = await server.SignedInAsync("alpha", Roles.Manager);
        var name = Name();
        using var made = await manager.SendAsync("POST", Teams, $$"""{"name":"{{name}}","lead_id":"{{Manager}}","member_ids":["{{Staff}}"]}""");
        var (path, tag) = (made.Headers.Location!.ToString(), made.Headers.ETag!.Tag);

        var found = (await manager.GetJsonAsync($"{Teams}?search={Uri.EscapeDataString(name)}&member={Staff}&lead={Manager}&active=true"))
            .GetProperty("results").EnumerateArray().Single();
        var changed = await manager.SendAsync("PATCH", path, $$"""{"member_ids":["{{Staff}}","{{Admin}}"]}""", ("If-Match", tag)).MustBeAsync(HttpStatusCode.OK);
        await manager.SendAsync("PATCH", path, """{"member_ids":[]}""", ("If-Match", tag)).MustFailAsync(412, "stale");
        await manager.SendAsync("DELETE", path).MustBeAsync(HttpStatusCode.NoContent);
        await manager.GetAsync(path).MustFailAsync(404, "not_found");

        found.GetProperty("lead").Text("email").Should().Be("manager@alpha.example");
        changed.GetProperty("members").EnumerateArray().Select(static m => m.Text("email"))
            .Should().BeEquivalentTo("staff@alpha.example", "admin@alpha.example");
        changed.GetProperty("lead").Text("id").Should().Be(Manager.ToString());
    }

    [Fact]
    public async Task A_team_refuses_customers_strangers_doubles_itself_and_a_taken_name()
    {
        using var manager = await server.SignedInAsync("alpha", Roles.Manager);
        var name = Name();
        var id = await manager.SendAsync("POST", Teams, $$"""{"name":"{{name}}"}""").IdAsync();
        var bad = await manager.SendAsync("POST", Teams,
            $$"""
            {"name":" ","lead_id":"{{server.People["staff@beta.example"]}}","escalation_team_id":"{{Guid.CreateVersion7()}}",
             "member_ids":["{{Staff}}","{{server.People["portal@alpha.example"]}}"]}
            """).MustFailAsync(400, "validation");
        var self = await manager.SendAsync("PATCH", $"{Teams}{id}/", $$"""{"escalation_team_id":"{{id}}"}""").MustFailAsync(400, "validation");
        await manager.SendAsync("POST", Teams, $$"""{"name":"{{name.ToUpperInvariant()}}"}""").MustFailAsync(409, "duplicate_name");

        bad.GetProperty("errors").EnumerateObject().Select(static e => e.Name)
            .Should().BeEquivalentTo("name", "lead_id", "escalation_team_id", "member_ids[1]");
        self.GetProperty("errors").TryGetProperty("escalation_team_id", out _).Should().BeTrue();
    }

    [Fact]
    public async Task A_team_with_tickets_is_switched_off_and_not_removed()
    {
        using var manager = await server.SignedInAsync("alpha", Roles.Manager);
        var id = await manager.SendAsync("POST", Teams, $$"""{"name":"{{Name()}}"}""").IdAsync();
        await manager.SendAsync("POST", "/api/support/tickets/", $$"""{"subject":"Ours","team_id":"{{id}}"}""").IdAsync();

        await manager.SendAsync("DELETE", $"{Teams}{id}/").MustFailAsync(409, "referenced");
        await manager.SendAsync("PATCH", $"{Teams}{id}/", """{"active":false}""").MustBeAsync(HttpStatusCode.OK);
        await manager.SendAsync("POST", "/api/support/tickets/", $$"""{"subject":"Theirs","team_id":"{{id}}"}""").MustFailAsync(400, "validation");
    }

    [Fact]
    public async Task Substitutes_are_followed_and_a_circle_of_them_is_refused_only_where_the_times_meet()
    {
        using var manager = await server.SignedInAsync("alpha", Roles.Manager);
        var year = Interlocked.Increment(ref _year);
        Task<HttpResponseMessage> Away(Guid who, int from, int to, Guid substitute) => manager.SendAsync("POST", Absences,
            $$"""{"user_id":"{{who}}","starts_at":"{{year}}-01-{{from:00}}T00:00:00Z","ends_at":"{{year}}-01-{{to:00}}T00:00:00Z","substitute_id":"{{substitute}}"}""");

        await Away(Staff, 1, 10, Manager).IdAsync();
        await Away(Manager, 5, 15, Admin).IdAsync();
        await Away(Admin, 10, 20, Staff).IdAsync();
        await Away(Admin, 9, 10, Staff).MustFailAsync(409, "substitute_cycle");
        await Away(Staff, 9, 12, Manager).MustFailAsync(409, "overlapping_absence");
        await Away(Manager, 20, 21, Manager).MustFailAsync(400, "validation");

        (await manager.GetJsonAsync($"{Absences}?at={year}-01-12T00:00:00Z")).GetProperty("count").GetInt32().Should().Be(2);
        (await manager.GetJsonAsync($"{Absences}?user={Staff}&at={year}-01-02T00:00:00Z")).GetProperty("results").EnumerateArray().Single()
            .GetProperty("substitute").Text("id").Should().Be(Manager.ToString());
    }

    [Fact]
    public async Task Staff_enter_their_own_absences_and_no_others()
    {
        using var staff = await server.SignedInAsync("alpha", Roles.Staff);
        var year = Interlocked.Increment(ref _year);
        var own = await staff.SendAsync("POST", Absences, $$"""{"starts_at":"{{year}}-03-01T00:00:00Z","ends_at":"{{year}}-03-05T00:00:00Z"}""").IdAsync();

        await staff.SendAsync("PATCH", $"{Absences}{own}/", $$"""{"ends_at":"{{year}}-03-06T00:00:00Z","substitute_id":"{{Admin}}"}""").MustBeAsync(HttpStatusCode.OK);
        await staff.SendAsync("PATCH", $"{Absences}{own}/", $$"""{"user_id":"{{Admin}}"}""").MustFailAsync(403, "forbidden");
        await staff.SendAsync("POST", Absences, $$"""{"user_id":"{{Admin}}","starts_at":"{{year}}-03-01T00:00:00Z","ends_at":"{{year}}-03-05T00:00:00Z"}""").MustFailAsync(403, "forbidden");
        await staff.SendAsync("DELETE", $"{Absences}{own}/").MustBeAsync(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Managers_set_working_hours_and_the_list_says_who_answers_for_whom()
    {
        using var manager = await server.SignedInAsync("beta", Roles.Manager);
        var person = server.People["admin@beta.example"];
        var calendar = await manager.SendAsync("POST", "/api/support/calendars/",
            $$$"""{"name":"Mornings {{{Guid.CreateVersion7()}}}","zone":"Europe/Berlin","week":{"monday":["08:00-12:00"]}}""").IdAsync();
        await manager.SendAsync("POST", Absences,
            $$"""{"user_id":"{{person}}","starts_at":"2020-01-01T00:00:00Z","ends_at":"2021-12-01T00:00:00Z"}""").IdAsync();

        var set = await manager.SendAsync("PATCH", $"/api/support/staff/{person}/", $$"""{"calendar_id":"{{calendar}}"}""").MustBeAsync(HttpStatusCode.OK);
        var listed = (await manager.GetJsonAsync($"/api/support/staff/?calendar={calendar}")).GetProperty("results").EnumerateArray().Single();
        await manager.SendAsync("PATCH", $"/api/support/staff/{person}/", $$"""{"calendar_id":"{{Guid.CreateVersion7()}}"}""").MustFailAsync(400, "validation");
        await manager.GetAsync($"/api/support/staff/{server.People["portal@beta.example"]}/").MustFailAsync(404, "not_found");

        set.Text("calendar_id").Should().Be(calendar);
        listed.GetProperty("present").GetBoolean().Should().BeTrue();
    }
}
