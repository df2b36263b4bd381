using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using FluentAssertions;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Server.Tests.Hosting;
using Workflows.Testing.Time;
using Xunit;

namespace Workflows.Server.Tests.Support;

/// <summary>What can be removed and changed, and what another contact of the same firm sees: nothing.</summary>
[Collection(ServerFixture.Collection)]
public sealed class RemovingTests(ServerFixture server)
{
    private const string Tickets = "/api/support/tickets/";
    private const string Comments = "/api/support/ticket-comments/";

    [Fact]
    public async Task A_ticket_is_removed_with_its_process_unless_another_refers_to_it()
    {
        using var manager = await server.SignedInAsync("alpha", Roles.Manager);
        var kept = await manager.SendAsync("POST", Tickets, """{"subject":"Kept"}""").IdAsync();
        var merged = await manager.SendAsync("POST", Tickets, """{"subject":"Merged"}""").IdAsync();
        var gone = await manager.SendAsync("POST", Tickets, """{"subject":"Gone"}""").MustBeAsync(HttpStatusCode.Created);
        await manager.SendAsync("POST", $"{Tickets}{merged}/merge/", $$"""{"into_id":"{{kept}}"}""").MustBeAsync(HttpStatusCode.OK);

        await manager.SendAsync("DELETE", $"{Tickets}{kept}/").MustFailAsync(409, "referenced");
        await manager.SendAsync("DELETE", $"{Tickets}{gone.Text("id")}/", null, ("If-Match", "\"1\"")).MustFailAsync(412, "stale");
        await manager.SendAsync("DELETE", $"{Tickets}{gone.Text("id")}/").MustBeAsync(HttpStatusCode.NoContent);

        await manager.GetAsync($"{Tickets}{gone.Text("id")}/").MustFailAsync(404, "not_found");
        var process = $"/api/processes/{gone.Text("workflow_instance_id")}/";
        await Eventually.TrueAsync(
            async () => (await manager.GetJsonAsync(process)).Text("status") == "finished", "the process of the removed ticket ends");
        (await manager.GetJsonAsync(process)).GetProperty("incidents").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task Notes_are_changed_and_removed_by_their_author_and_managers_and_messages_stand()
    {
        using var staff = await server.SignedInAsync("alpha", Roles.Staff);
        using var manager = await server.SignedInAsync("alpha", Roles.Manager);
        var ticket = await staff.SendAsync("POST", Tickets, """{"subject":"Notes"}""").IdAsync();
        Task<string> Add(HttpClient who, bool note) => who.SendAsync("POST", Comments,
            $$"""{"ticket_id":"{{ticket}}","body":"text","is_internal":{{(note ? "true" : "false")}}}""").IdAsync();
        var (own, theirs, message) = (await Add(staff, true), await Add(manager, true), await Add(staff, false));

        (await staff.SendAsync("PATCH", $"{Comments}{own}/", """{"body":"better"}""").MustBeAsync(HttpStatusCode.OK)).Text("body").Should().Be("better");
        await staff.SendAsync("PATCH", $"{Comments}{own}/", """{"body":" "}""").MustFailAsync(400, "validation");
        await staff.SendAsync("PATCH", $"{Comments}{own}/", """{"is_internal":false}""").MustFailAsync(400, "validation");
        await staff.SendAsync("DELETE", $"{Comments}{theirs}/").MustFailAsync(403, "forbidden");
        await manager.SendAsync("DELETE", $"{Comments}{message}/").MustFailAsync(409, "referenced");
        await manager.SendAsync("DELETE", $"{Comments}{own}/").MustBeAsync(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Two_contacts_of_one_firm_see_nothing_of_each_other()
    {
        using var admin = await server.SignedInAsync("alpha", Roles.Admin);
        using var first = await server.SignedInAsync("alpha", Roles.Portal);
        var login = $"second{Guid.CreateVersion7():N}@alpha.example";
        await admin.SendAsync("POST", "/api/users/",
            $$"""{"login":"{{login}}","email":"{{login}}","name":"Second","role":"portal","password":"{{ServerFixture.Password}}"}""").MustBeAsync(HttpStatusCode.Created);
        using var second = server.Anonymous();
        using var signedIn = await second.PostAsJsonAsync("/api/auth/login", new { login, password = ServerFixture.Password });
        second.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", (await signedIn.Content.ReadFromJsonAsync<JsonElement>()).Text("access_token"));
        var ticket = await first.SendAsync("POST", Tickets, """{"subject":"Between us"}""").IdAsync();
        var comment = await first.SendAsync("POST", Comments, $$"""{"ticket_id":"{{ticket}}","body":"private"}""").IdAsync();

        (await second.GetJsonAsync(Tickets)).GetProperty("count").GetInt32().Should().Be(0);
        await second.GetAsync($"{Tickets}{ticket}/").MustFailAsync(404, "not_found");
        await second.GetAsync($"{Tickets}{ticket}/sla/").MustFailAsync(404, "not_found");
        await second.SendAsync("POST", $"{Tickets}{ticket}/reopen/").MustFailAsync(404, "not_found");
        await second.GetAsync($"{Comments}{comment}/").MustFailAsync(404, "not_found");
        await second.GetAsync($"{Comments}?ticket={ticket}").MustFailAsync(404, "not_found");
        await second.SendAsync("POST", Comments, $$"""{"ticket_id":"{{ticket}}","body":"me too"}""").MustFailAsync(404, "not_found");
        await second.SendAsync("POST", Tickets, $$"""{"subject":"For you","requester_id":"{{server.People["portal@alpha.example"]}}"}""").MustFailAsync(400, "validation");
        await second.SendAsync("POST", Tickets, $$"""{"subject":"Mine","assignee_id":"{{server.People["staff@alpha.example"]}}"}""").MustFailAsync(403, "forbidden");
    }
}
