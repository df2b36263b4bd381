using System.Text.Json;
using System.Text.RegularExpressions;
using FluentAssertions;
using Workflows.EndToEnd.Servers;
using Workflows.EndToEnd.Tickets;
using Xunit;

namespace Workflows.EndToEnd.Readme;

/// <summary>The links that customers get lead to pages that work: a survey and a reopening, from mail to row.</summary>
[Collection(ProofFixture.Collection)]
public sealed partial class MailLinkTests(ProofFixture proofs)
{
    [Fact]
    public async Task The_links_of_resolution_and_survey_mails_work_without_sign_in_and_only_by_their_forms()
    {
        await using var world = await World.CreateAsync(proofs.Database, "links");
        await using var server = await world.FirstServerAsync();
        using var api = new ApiCaller(server.Address);
        using var browser = new HttpClient { BaseAddress = server.Address };
        var (admin, manager) = (await TokenAsync(api, "admin"), await TokenAsync(api, "manager@northwind.example"));
        var contact = (await api.MustAsync("GET", "api/users/?role=portal", null, null, manager)).GetProperty("results")[0].GetProperty("id").GetString();
        var ticket = (await api.MustAsync(
            "POST", "api/support/tickets/", $$"""{"subject":"Links","requester_id":"{{contact}}"}""", null, manager)).GetProperty("id").GetString()!;
        await api.MustAsync("POST", $"api/support/tickets/{ticket}/resolve/", """{"resolution":"Done."}""", null, manager);
        await AdvanceAsync(api, admin, TimeSpan.FromDays(10));
        manager = await TokenAsync(api, "manager@northwind.example"); // ten days outlast the token

        var survey = await LinkAsync(api, manager, ticket, "support/survey-invitation");
        var reopen = await LinkAsync(api, manager, ticket, "support/resolved");
        (await browser.GetStringAsync(survey)).Should().Contain("How satisfied are you");
        (await browser.GetStringAsync(reopen)).Should().Contain("Reopen the request");
        (await CountAsync(api, manager, ticket)).Should().Be(0);
        (await StatusAsync(api, manager, ticket)).Should().Be("closed");

        using var score = new FormUrlEncodedContent([KeyValuePair.Create("score", "5")]);
        using var answered = await browser.PostAsync(survey, score);
        (await answered.Content.ReadAsStringAsync()).Should().Contain("Your answer is recorded");
        using var nothing = new FormUrlEncodedContent([]);
        using var opened = await browser.PostAsync(reopen, nothing);
        (await opened.Content.ReadAsStringAsync()).Should().Contain("is open");

        (await CountAsync(api, manager, ticket)).Should().Be(1);
        (await StatusAsync(api, manager, ticket)).Should().Be("open");
    }

    private static async Task<string> TokenAsync(ApiCaller api, string login) => (await api.MustAsync(
        "POST", "api/auth/login", JsonSerializer.Serialize(new { login, password = ServerSetup.Password }), null)).GetProperty("access_token").GetString()!;

    // One call moves on while the processes keep up, and says so when they do not: a busy machine needs several.
    private static async Task AdvanceAsync(ApiCaller api, string admin, TimeSpan by)
    {
        JsonElement report = default;
        for (var call = 0; call < 20 && by > TimeSpan.Zero; call++)
        {
            report = await api.MustAsync("POST", "api/operations/clock/advance", $$"""{"by":"{{by}}"}""", null, admin);
            by = report.GetProperty("target").GetDateTimeOffset() - report.GetProperty("now").GetDateTimeOffset();
        }

        report.GetProperty("reached").GetBoolean().Should().BeTrue(report.ToString());
    }

    private static async Task<string> LinkAsync(ApiCaller api, string manager, string ticket, string template)
    {
        var mails = await api.MustAsync("GET", $"api/message-logs/?related_to=ticket:{ticket}&page_size=100", null, null, manager);
        var id = mails.GetProperty("results").EnumerateArray().Single(m => m.GetProperty("template_key").GetString() == template).GetProperty("id").GetString();
        var text = (await api.MustAsync("GET", $"api/message-logs/{id}/", null, null, manager)).GetProperty("text").GetString()!;
        return Link().Match(text).Value;
    }

    private static async Task<int> CountAsync(ApiCaller api, string manager, string ticket) => (await api.MustAsync(
        "GET", $"api/support/survey-responses/?ticket={ticket}", null, null, manager)).GetProperty("count").GetInt32();

    private static async Task<string> StatusAsync(ApiCaller api, string manager, string ticket) =>
        (await api.MustAsync("GET", $"api/support/tickets/{ticket}/", null, null, manager)).GetProperty("status").GetString()!;

    [GeneratedRegex("/(survey|reopen)/[0-9a-f]{64}", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Link();
}
