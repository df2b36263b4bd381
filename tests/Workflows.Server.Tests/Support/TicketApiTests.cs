using System.Net;
using FluentAssertions;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Server.Tests.Hosting;
using Workflows.Testing.Time;
using Xunit;

namespace Workflows.Server.Tests.Support;

/// <summary>Tickets over HTTP: C-CRUD, C-ACT, C-OCC, and what portal contacts may see.</summary>
[Collection(ServerFixture.Collection)]
public sealed class TicketApiTests(ServerFixture server)
{
    private const string Tickets = "/api/support/tickets/";

    [Fact]
    public async Task An_action_repeated_changes_nothing_and_an_impossible_one_names_the_way_out()
    {
        using var staff = await server.SignedInAsync("alpha", Roles.Staff);
        var id = await staff.SendAsync("POST", Tickets, """{"subject":"Lifecycle"}""").IdAsync();
        var body = """{"resolution":"done"}""";

        var first = await staff.SendAsync("POST", $"{Tickets}{id}/resolve/", body).MustBeAsync(HttpStatusCode.OK);
        var again = await staff.SendAsync("POST", $"{Tickets}{id}/resolve/", body).MustBeAsync(HttpStatusCode.OK);
        var refused = await staff.SendAsync("POST", $"{Tickets}{id}/hold/", """{"reason":"x"}""").MustFailAsync(409, "illegal_transition");

        again.Text("resolved_at").Should().Be(first.Text("resolved_at"));
        refused.Text("current_status").Should().Be("resolved");
        refused.GetProperty("allowed_actions").EnumerateArray().Select(static a => a.GetString()).Should().Contain("reopen");
    }

    [Fact]
    public async Task A_stale_version_is_refused_and_the_right_one_taken()
    {
        using var staff = await server.SignedInAsync("alpha", Roles.Staff);
        using var made = await staff.SendAsync("POST", Tickets, """{"subject":"Versions"}""");
        var path = made.Headers.Location!.ToString();
        await ProcessIsWaitingAsync(staff, path);
        using var current = await staff.GetAsync(path);
        var tag = current.Headers.ETag!.Tag;

        await staff.SendAsync("PATCH", path, """{"subject":"Stale"}""", ("If-Match", "\"1\"")).MustFailAsync(412, "stale");
        var changed = await staff.SendAsync("PATCH", path, """{"category":"printers"}""", ("If-Match", tag)).MustBeAsync(HttpStatusCode.OK);
        await staff.SendAsync("PATCH", path, """{"category":null}""", ("If-Match", tag)).MustFailAsync(412, "stale");
        var cleared = await staff.SendAsync("PATCH", path, """{"category":null}""").MustBeAsync(HttpStatusCode.OK);

        changed.Text("category").Should().Be("printers");
        cleared.GetProperty("category").GetString().Should().BeNull();
    }

    // The process writes to the row too; a version read before its first wait would be stale by itself.
    private static Task ProcessIsWaitingAsync(HttpClient client, string ticket) => Eventually.TrueAsync(
        async () =>
        {
            var instance = (await client.GetJsonAsync(ticket)).Text("workflow_instance_id");
            return (await client.GetJsonAsync($"/api/processes/{instance}/")).Text("sub_status") == "suspended";
        },
        "the ticket's process reaches its first wait");

    [Theory]
    [InlineData("""{"number":7}""", "number")]
    [InlineData("""{"status":"closed"}""", "status")]
    [InlineData("""{"subject":null}""", "subject")]
    [InlineData("""{"priority":"now"}""", "priority")]
    [InlineData("""{"tags":"one"}""", "tags")]
    public async Task A_patch_may_name_writable_fields_only(string patch, string field)
    {
        using var staff = await server.SignedInAsync("alpha", Roles.Staff);
        var id = await staff.SendAsync("POST", Tickets, """{"subject":"Patch"}""").IdAsync();

        var problem = await staff.SendAsync("PATCH", Tickets + id, patch).MustFailAsync(400, "validation");

        problem.GetProperty("errors").TryGetProperty(field, out _).Should().BeTrue(problem.ToString());
    }

    [Fact]
    public async Task Portal_contacts_see_their_own_tickets_and_no_internal_note()
    {
        using var portal = await server.SignedInAsync("alpha", Roles.Portal);
        using var staff = await server.SignedInAsync("alpha", Roles.Staff);
        var own = await portal.SendAsync("POST", Tickets, """{"subject":"Mine"}""").IdAsync();
        var foreign = await staff.SendAsync("POST", Tickets, """{"subject":"Not yours"}""").IdAsync();
        await staff.SendAsync("POST", "/api/support/ticket-comments/", $$"""{"ticket_id":"{{own}}","body":"secret","is_internal":true}""").MustBeAsync(HttpStatusCode.Created);
        await staff.SendAsync("POST", "/api/support/ticket-comments/", $$"""{"ticket_id":"{{own}}","body":"hello"}""").MustBeAsync(HttpStatusCode.Created);

        var list = await portal.GetJsonAsync(Tickets + "?page_size=100");
        list.GetProperty("results").EnumerateArray().Select(static t => t.GetProperty("requester").Text("id"))
            .Should().OnlyContain(id => id == server.People["portal@alpha.example"].ToString());
        await portal.GetAsync(Tickets + foreign).MustFailAsync(404, "not_found");
        await portal.GetAsync($"{Tickets}{foreign}/sla/").MustFailAsync(404, "not_found");
        await portal.GetAsync("/api/support/ticket-comments/").MustFailAsync(400, "validation");
        var comments = await portal.GetJsonAsync($"/api/support/ticket-comments/?ticket={own}");
        comments.GetProperty("results").EnumerateArray().Select(static c => c.Text("body")).Should().Equal("hello");
        await portal.SendAsync("POST", Tickets, """{"subject":"Bold","priority":"urgent"}""").MustFailAsync(403, "forbidden");
    }

    [Fact]
    public async Task Policies_belong_to_managers_and_are_checked_as_a_whole()
    {
        using var staff = await server.SignedInAsync("beta", Roles.Staff);
        using var manager = await server.SignedInAsync("beta", Roles.Manager);
        await staff.SendAsync("POST", "/api/support/sla-policies/", """{"name":"x","targets":{}}""").MustFailAsync(403, "forbidden");
        var calendar = await manager.SendAsync("POST", "/api/support/calendars/",
            $$$"""{"name":"Checked {{{Guid.CreateVersion7()}}}","zone":"Europe/London","week":{"monday":["09:00-17:00"]}}""").IdAsync();

        var problem = await manager.SendAsync("POST", "/api/support/sla-policies/",
            $$$"""{"name":"","calendar_id":"{{{calendar}}}","targets":{"normal":{"first_response":60,"resolution":30}},"warnings":[80,50]}""").MustFailAsync(400, "validation");

        problem.GetProperty("errors").EnumerateObject().Select(static e => e.Name)
            .Should().Contain(["name", "warnings", "targets.normal.first_response"]);
    }

    [Fact]
    public async Task Nobody_hears_of_a_ticket_of_another_tenant()
    {
        using var alpha = await server.SignedInAsync("alpha", Roles.Admin);
        using var beta = await server.SignedInAsync("beta", Roles.Staff);
        var subject = $"Confidential {Guid.CreateVersion7()}";
        await beta.SendAsync("POST", Tickets, $$"""{"subject":"{{subject}}"}""").MustBeAsync(HttpStatusCode.Created);

        (await alpha.GetJsonAsync($"{Tickets}?search={Uri.EscapeDataString(subject)}")).GetProperty("count").GetInt64().Should().Be(0);
    }
}
