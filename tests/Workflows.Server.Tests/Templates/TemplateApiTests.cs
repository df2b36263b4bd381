using System.Net;
using FluentAssertions;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Server.Tests.Hosting;
using Xunit;

namespace Workflows.Server.Tests.Templates;

/// <summary>The template library over HTTP.</summary>
[Collection(ServerFixture.Collection)]
public sealed class TemplateApiTests(ServerFixture server)
{
    private const string One = "/api/templates/support/closed/";

    [Fact]
    public async Task The_list_filters_searches_and_pages()
    {
        using var client = await server.SignedInAsync("alpha", Roles.Staff);

        var mails = await client.GetJsonAsync("/api/templates/?is_part=false&origin=shipped&page_size=5&ordering=-key");
        var found = await client.GetJsonAsync("/api/templates/?search=survey&is_part=false");

        mails.GetProperty("results").GetArrayLength().Should().Be(5);
        mails.GetProperty("results")[0].Text("key").Should().Be("support/warning");
        mails.Text("next").Should().Contain("page=2");
        found.GetProperty("results").EnumerateArray().Select(static t => t.Text("key"))
            .Should().Equal("support/survey-invitation", "support/survey-reminder");
        await client.GetAsync("/api/templates/?colour=red").MustFailAsync(400, "validation");
        await client.GetAsync("/api/templates/?page=99").MustFailAsync(404, "invalid_page");
        await client.GetAsync("/api/templates/support/nothing/").MustFailAsync(404, "not_found");
    }

    [Fact]
    public async Task A_manager_edits_restores_and_goes_back_under_entity_tags()
    {
        using var client = await server.SignedInAsync("beta", Roles.Manager);
        using var before = await client.GetAsync(One);
        var shipped = before.Headers.ETag!.Tag;

        using var edited = await client.SendAsync("PATCH", One, """{"subject":"Done: {{ ticket.subject }}"}""", ("If-Match", shipped));
        await client.SendAsync("PATCH", One, """{"subject":"Other"}""", ("If-Match", shipped)).MustFailAsync(412, "stale");
        await client.SendAsync("PATCH", One, """{"subject":"Other"}""").MustBeAsync(HttpStatusCode.OK);
        var restored = await client.SendAsync("POST", One + "restore/", """{"version":1}""").MustBeAsync(HttpStatusCode.OK);
        var versions = await client.GetJsonAsync(One + "versions/");
        var reset = await client.SendAsync("POST", One + "reset/", "{}").MustBeAsync(HttpStatusCode.OK);

        edited.StatusCode.Should().Be(HttpStatusCode.OK);
        restored.Text("subject").Should().Be("Done: {{ ticket.subject }}");
        restored.Text("origin").Should().Be("overridden");
        versions.GetProperty("count").GetInt32().Should().Be(3);
        versions.GetProperty("results")[0].Text("change").Should().Be("restore");
        reset.Text("origin").Should().Be("shipped");
        await client.SendAsync("POST", One + "restore/", """{"version":77}""").MustFailAsync(404, "not_found");
        await client.SendAsync("PATCH", One, """{"schema":{"type":"object"}}""").MustFailAsync(400, "validation");
        await client.SendAsync("DELETE", One).MustFailAsync(409, "shipped");
    }

    [Fact]
    public async Task What_does_not_parse_or_names_the_unknown_is_a_400_with_line_and_column()
    {
        using var client = await server.SignedInAsync("alpha", Roles.Manager);

        var problem = await client.SendAsync("PATCH", One, """{"html":"<p>\n{{ tikcet.number }}</p>","text":""}""").MustFailAsync(400, "validation");
        var unknown = await client.SendAsync("PATCH", One, """{"html":"{{ heading = ticket.subjct }}\n{{ tikcet.number }}"}""").MustFailAsync(400, "validation");
        var after = await client.GetJsonAsync(One);

        problem.GetProperty("errors").GetProperty("text")[0].GetString().Should().Contain("missing");
        unknown.GetProperty("problems").EnumerateArray().Select(static p => (p.GetProperty("line").GetInt32(), p.GetProperty("column").GetInt32(), p.Text("message")))
            .Should().Contain((1, 14, "`ticket` has no member `subjct`, did you mean `subject`?"))
            .And.Contain((2, 4, "Unknown variable `tikcet`, did you mean `ticket`?"));
        after.Text("origin").Should().Be("shipped");
        after.GetProperty("problems").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task A_preview_shows_parts_and_headers_and_a_test_goes_to_the_caller()
    {
        using var staff = await server.SignedInAsync("alpha", Roles.Staff);
        using var manager = await server.SignedInAsync("alpha", Roles.Manager);

        var preview = await staff.SendAsync("POST", One + "preview/", "{}").MustBeAsync(HttpStatusCode.OK);
        var broken = await staff.SendAsync("POST", One + "preview/", """{"template":{"description":"x","subject":"{{ if }}","html":"x","text":"x"}}""").MustBeAsync(HttpStatusCode.OK);
        var test = await manager.SendAsync("POST", One + "test/", "{}").MustBeAsync(HttpStatusCode.OK);
        var mail = await manager.GetJsonAsync($"/api/message-logs/{test.Text("message_log_id")}/");

        preview.Text("html").Should().Contain("style=").And.Contain("Invoices &lt;2025&gt; &amp; later");
        preview.GetProperty("headers").EnumerateArray().Select(static h => h.Text("name")).Should().Contain(["From", "To", "Subject", "Auto-Submitted", "Message-ID"]);
        broken.GetProperty("problems").GetArrayLength().Should().BePositive();
        broken.GetProperty("html").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);
        test.Text("to").Should().Be("manager@alpha.example");
        mail.Text("to_address").Should().Be("manager@alpha.example");
        mail.Text("subject").Should().StartWith("[Test] ");
    }
}
