using System.Globalization;
using System.Net;
using System.Text.Json;
using FluentAssertions;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Server.Tests.Hosting;
using Workflows.Testing.Time;
using Xunit;

namespace Workflows.Server.Tests.Support;

/// <summary>A preview saves nothing, and what it says is what applying does.</summary>
[Collection(ServerFixture.Collection)]
public sealed class PolicyPreviewTests(ServerFixture server)
{
    [Fact]
    public async Task A_preview_names_tickets_and_deadlines_as_applying_makes_them_and_changes_nothing()
    {
        using var manager = await server.SignedInAsync("alpha", Roles.Manager);
        var calendar = await manager.SendAsync("POST", "/api/support/calendars/",
            $$$"""
            {"name":"Preview {{{Guid.CreateVersion7()}}}","zone":"UTC","week":{"monday":["00:00-24:00"],"tuesday":["00:00-24:00"],"wednesday":["00:00-24:00"],
             "thursday":["00:00-24:00"],"friday":["00:00-24:00"],"saturday":["00:00-24:00"],"sunday":["00:00-24:00"]}}
            """).IdAsync();
        var policy = await manager.SendAsync("POST", "/api/support/sla-policies/",
            $$$$"""{"name":"Preview {{{{Guid.CreateVersion7()}}}}","calendar_id":"{{{{calendar}}}}","conditions":{"categories":["previewed"]},"targets":{"normal":{"first_response":60,"resolution":120}}}""").IdAsync();
        var ticket = await manager.SendAsync("POST", "/api/support/tickets/", """{"subject":"Previewed","category":"previewed"}""").IdAsync();
        var change = """{"targets":{"normal":{"first_response":60,"resolution":240}}}""";
        var before = await DueAsync(manager, ticket, TimeSpan.FromMinutes(120));

        var preview = await manager.SendAsync("POST", $"/api/support/sla-policies/{policy}/preview/", change).MustBeAsync(HttpStatusCode.OK);
        var unchanged = await manager.GetJsonAsync($"/api/support/sla-policies/{policy}/");
        await manager.SendAsync("POST", $"/api/support/sla-policies/{policy}/preview/", """{"targets":{"normal":{"resolution":0}}}""").MustFailAsync(400, "validation");
        await manager.SendAsync("PATCH", $"/api/support/sla-policies/{policy}/?apply_to_open_tickets=true", change).MustBeAsync(HttpStatusCode.OK);
        var after = await DueAsync(manager, ticket, TimeSpan.FromMinutes(240));

        unchanged.GetProperty("version").GetInt32().Should().Be(1);
        var row = preview.GetProperty("tickets").EnumerateArray().Single(t => t.Text("ticket_id") == ticket);
        var clock = row.GetProperty("clocks").EnumerateArray().Single();
        clock.Text("kind").Should().Be("resolution");
        clock.GetProperty("due_before").GetDateTimeOffset().Should().Be(before);
        clock.GetProperty("due_after").GetDateTimeOffset().Should().Be(after).And.Be(before.AddHours(2));
        preview.GetProperty("examined_tickets").GetInt32().Should().Be(preview.GetProperty("open_tickets").GetInt32());
        preview.GetProperty("changed_tickets").GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task A_new_policy_is_previewed_too()
    {
        using var manager = await server.SignedInAsync("alpha", Roles.Manager);
        var tag = $"t{Guid.CreateVersion7():N}";
        var calendar = await manager.SendAsync("POST", "/api/support/calendars/",
            $$$"""{"name":"New {{{Guid.CreateVersion7()}}}","zone":"UTC","week":{"monday":["09:00-17:00"]}}""").IdAsync();
        var ticket = await manager.SendAsync("POST", "/api/support/tickets/", $$"""{"subject":"Tagged","tags":["{{tag}}"]}""").IdAsync();

        var preview = await manager.SendAsync("POST", "/api/support/sla-policies/preview/",
            $$$$"""{"name":"Imagined {{{{tag}}}}","position":-1,"calendar_id":"{{{{calendar}}}}","conditions":{"tags":["{{{{tag}}}}"]},"targets":{"normal":{"resolution":60}}}""").MustBeAsync(HttpStatusCode.OK);

        var row = preview.GetProperty("tickets").EnumerateArray().Single();
        row.Text("ticket_id").Should().Be(ticket);
        row.Text("policy_after").Should().Be($"Imagined {tag}");
        (await manager.GetJsonAsync($"/api/support/sla-policies/?search={tag}")).GetProperty("count").GetInt32().Should().Be(0);
    }

    private static async Task<DateTimeOffset> DueAsync(HttpClient client, string ticket, TimeSpan target)
    {
        var clock = await Eventually.GetAsync(
            async () => (await client.GetJsonAsync($"/api/support/tickets/{ticket}/sla/")).GetProperty("clocks").EnumerateArray()
                .FirstOrDefault(static c => c.Text("kind") == "resolution"),
            clock => clock.ValueKind == JsonValueKind.Object && clock.Text("target") == target.ToString("c", CultureInfo.InvariantCulture), $"the resolution is promised within {target}");
        return clock.GetProperty("due_at").GetDateTimeOffset();
    }
}
