using System.Net;
using System.Security.Cryptography;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Surveys;
using Workflows.Domain.Support.Tickets;
using Workflows.Server.Tests.Hosting;
using Xunit;

namespace Workflows.Server.Tests.Support;

/// <summary>Surveys, the links in their mails, and the link that reopens a request.</summary>
[Collection(ServerFixture.Collection)]
public sealed class SurveyApiTests(ServerFixture server)
{
    private const string Surveys = "/api/support/surveys/";
    private const string Responses = "/api/support/survey-responses/";

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(static f => KeyValuePair.Create(f.Name, f.Value)));

    [Fact]
    public async Task A_survey_asks_on_its_scale_and_keeps_it_once_answered()
    {
        using var manager = await server.SignedInAsync("alpha", Roles.Manager);
        var (survey, token, _) = await InviteAsync(manager, "nps");
        using var anybody = server.Anonymous();

        await manager.SendAsync("PATCH", $"{Surveys}{survey}/", """{"kind":"ces"}""").MustBeAsync(HttpStatusCode.OK);
        await manager.SendAsync("PATCH", $"{Surveys}{survey}/", """{"kind":"nps"}""").MustBeAsync(HttpStatusCode.OK);
        var tooHigh = await anybody.SendAsync("POST", Responses, $$"""{"token":"{{token}}","score":11}""").MustFailAsync(400, "validation");
        var answer = await anybody.SendAsync("POST", Responses, $$"""{"token":"{{token}}","score":9,"comment":"Quick."}""").MustBeAsync(HttpStatusCode.Created);
        var changed = await anybody.SendAsync("POST", Responses, $$"""{"token":"{{token}}","score":3}""").MustBeAsync(HttpStatusCode.OK);
        await manager.SendAsync("PATCH", $"{Surveys}{survey}/", """{"kind":"ces"}""").MustFailAsync(409, "survey_answered");
        await manager.SendAsync("DELETE", $"{Surveys}{survey}/").MustFailAsync(409, "referenced");

        tooHigh.GetProperty("errors").GetProperty("score")[0].GetString().Should().Contain("from 0 to 10");
        answer.Text("nps_class").Should().Be("promoter");
        changed.Text("nps_class").Should().Be("detractor");
        changed.Text("id").Should().Be(answer.Text("id"));
        var summary = await manager.GetJsonAsync($"{Responses}nps_summary/?survey={survey}");
        summary.GetProperty("total").GetInt32().Should().Be(1);
        summary.GetProperty("nps").GetDecimal().Should().Be(-100m);
        (await manager.GetJsonAsync($"{Responses}nps_summary/?survey={survey}&from=2999-01-01T00:00:00Z")).GetProperty("nps").ValueKind
            .Should().Be(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Opening_the_link_as_a_mail_scanner_does_answers_nothing_and_the_form_does()
    {
        using var manager = await server.SignedInAsync("alpha", Roles.Manager);
        var (_, token, ticket) = await InviteAsync(manager, "csat");
        using var browser = server.Anonymous();

        for (var look = 0; look < 3; look++)
        {
            var page = await browser.GetStringAsync($"/survey/{token}");
            page.Should().Contain("How did it go?").And.Contain("<fieldset>").And.Contain("value=\"5\"").And.NotContain("value=\"6\"");
        }

        (await manager.GetJsonAsync($"{Responses}?ticket={ticket}")).GetProperty("count").GetInt32().Should().Be(0);
        using var empty = await browser.PostAsync($"/survey/{token}", Form(("comment", "no score")));
        empty.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await empty.Content.ReadAsStringAsync()).Should().Contain("role=\"alert\"");
        using var sent = await browser.PostAsync($"/survey/{token}", Form(("score", "4"), ("comment", "<b>Fine</b>"), ("answers.why", "Friendly")));
        var thanks = await sent.Content.ReadAsStringAsync();

        thanks.Should().Contain("Your answer is recorded").And.Contain("&lt;b&gt;Fine&lt;/b&gt;").And.Contain("Friendly");
        var row = (await manager.GetJsonAsync($"{Responses}?ticket={ticket}")).GetProperty("results").EnumerateArray().Single();
        row.GetProperty("score").GetInt32().Should().Be(4);
        row.GetProperty("answers").Text("why").Should().Be("Friendly");
    }

    [Fact]
    public async Task A_link_that_is_unknown_is_404_and_one_that_is_over_410()
    {
        using var manager = await server.SignedInAsync("alpha", Roles.Manager);
        var (_, token, _) = await InviteAsync(manager, "ces", expired: true);
        using var anybody = server.Anonymous();

        (await anybody.GetAsync($"/survey/{token}")).StatusCode.Should().Be(HttpStatusCode.Gone);
        (await anybody.GetAsync($"/survey/{new string('0', 64)}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        await anybody.SendAsync("POST", Responses, $$"""{"token":"{{token}}","score":1}""").MustFailAsync(410, "survey_expired");
        await anybody.SendAsync("POST", Responses, """{"token":"guess","score":1}""").MustFailAsync(404, "not_found");
        await anybody.SendAsync("POST", Responses, """{"score":1}""").MustFailAsync(400, "validation");
    }

    [Fact]
    public async Task A_contact_answers_for_a_ticket_of_their_own_when_signed_in()
    {
        using var manager = await server.SignedInAsync("alpha", Roles.Manager);
        using var portal = await server.SignedInAsync("alpha", Roles.Portal);
        var (_, _, ticket) = await InviteAsync(manager, "ces");
        var (_, _, foreign) = await InviteAsync(manager, "ces", contact: "staff@alpha.example");

        await portal.SendAsync("POST", Responses, $$"""{"ticket_id":"{{ticket}}","score":7}""").MustBeAsync(HttpStatusCode.Created);
        await portal.SendAsync("POST", Responses, $$"""{"ticket_id":"{{foreign}}","score":7}""").MustFailAsync(404, "not_found");
        await portal.GetAsync(Responses).MustFailAsync(403, "forbidden");
    }

    [Fact]
    public async Task Two_surveys_cannot_both_be_sent_after_closing()
    {
        using var manager = await server.SignedInAsync("beta", Roles.Manager);
        string Body(string trigger) => $$"""{"name":"Sent {{Guid.CreateVersion7()}}","kind":"csat","question":"How?","trigger":"{{trigger}}"}""";
        var first = await manager.SendAsync("POST", Surveys, Body("ticket_closed")).IdAsync();

        await manager.SendAsync("POST", Surveys, Body("ticket_closed")).MustFailAsync(409, "second_survey");
        await manager.SendAsync("POST", Surveys, Body("manual")).IdAsync();
        await manager.SendAsync("DELETE", $"{Surveys}{first}/").MustBeAsync(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task The_reopen_link_shows_first_and_reopens_only_by_its_form()
    {
        using var staff = await server.SignedInAsync("alpha", Roles.Staff);
        var contact = server.People["portal@alpha.example"];
        var ticket = await staff.SendAsync("POST", "/api/support/tickets/", $$"""{"subject":"Lamp <1>","requester_id":"{{contact}}"}""").IdAsync();
        await staff.SendAsync("POST", $"/api/support/tickets/{ticket}/resolve/", """{"resolution":"New bulb"}""").MustBeAsync(HttpStatusCode.OK);
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await InTenantAsync(context => context.Add(new TicketLink
        {
            TicketId = Guid.Parse(ticket),
            ContactId = contact,
            TokenHash = SHA256.HashData(Convert.FromHexString(token)),
            CreatedAt = DateTimeOffset.UnixEpoch,
        }));
        using var browser = server.Anonymous();

        var page = await browser.GetStringAsync($"/reopen/{token}");
        page.Should().Contain("Lamp &lt;1&gt;").And.Contain("New bulb");
        (await staff.GetJsonAsync($"/api/support/tickets/{ticket}/")).Text("status").Should().Be("resolved");
        using var sent = await browser.PostAsync($"/reopen/{token}", Form(("message", "It is dark again.")));

        (await sent.Content.ReadAsStringAsync()).Should().Contain("is open");
        (await staff.GetJsonAsync($"/api/support/tickets/{ticket}/")).Text("status").Should().Be("open");
        (await staff.GetJsonAsync($"/api/support/ticket-comments/?ticket={ticket}")).GetProperty("results")[0].Text("author").Should().Be("customer");
    }

    private async Task<(string Survey, string Token, string Ticket)> InviteAsync(
        HttpClient manager, string kind, bool expired = false, string contact = "portal@alpha.example")
    {
        var survey = await manager.SendAsync("POST", Surveys,
            $$"""
            {"name":"Survey {{Guid.CreateVersion7()}}","kind":"{{kind}}","question":"How did it go?","trigger":"manual",
             "questions":[{"key":"why","text":"Why?"}]}
            """).IdAsync();
        var ticket = await manager.SendAsync("POST", "/api/support/tickets/",
            $$"""{"subject":"Asked","requester_id":"{{server.People[contact]}}"}""").IdAsync();
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await InTenantAsync(context => context.Add(new SurveyInvitation
        {
            TicketId = Guid.Parse(ticket),
            Cycle = 1,
            ContactId = server.People[contact],
            Outcome = SurveyOutcome.Sent,
            SurveyId = Guid.Parse(survey),
            SurveyVersion = 1,
            TokenHash = SHA256.HashData(Convert.FromHexString(token)),
            CreatedAt = DateTimeOffset.UnixEpoch,
            ExpiresAt = expired ? DateTimeOffset.UnixEpoch.AddDays(14) : DateTimeOffset.MaxValue.AddDays(-1),
        }));
        return (survey, token, ticket);
    }

    private async Task InTenantAsync(Action<DomainDbContext> work)
    {
        await using var scope = server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().TenantId = server.TenantIds["alpha"];
        var unit = scope.ServiceProvider.GetRequiredService<IUnitOfWork>();
        work(await unit.BeginAsync(CancellationToken.None));
        await unit.CommitAsync(CancellationToken.None);
    }
}
