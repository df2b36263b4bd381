using FluentAssertions;
using Workflows.Testing.Time;
using Xunit;

namespace Workflows.EndToEnd.Browser.Studio;

/// <summary>The process of a running firm, changed in the designer.</summary>
[Collection(BrowserFixture.Collection)]
public sealed class TicketThresholdTests(BrowserFixture browser)
{
    private const string Manager = "manager@contoso.example";

    [Fact]
    public async Task The_next_ticket_follows_the_new_warning_threshold_and_the_running_one_keeps_its_version()
    {
        var errors = new List<string>();
        var page = await browser.OpenAsync(errors, width: 1600);
        using var firm = await ElsaClient.SignInAsync(browser, Manager);
        var policy = await PolicyAsync(firm);
        var (running, before) = await OpenAsync(firm, policy, "Opened before the change");
        before.Version.Should().Be(1);

        await ConsoleSession.SignInAsync(page, Manager, BrowserFixture.Password);
        var studio = await StudioEditor.OpenAsync(page, firm, "ticket-sla");
        await ConsoleSession.ShotAsync(page, "studio-ticket-sla");
        await studio.SelectAsync("Match the policy", "Warn at (%)");
        await studio.WriteAsync("Warn at (%)", "1");
        await ConsoleSession.ShotAsync(page, "studio-threshold");
        await studio.PublishAsync(2);

        var (next, after) = await OpenAsync(firm, policy, "Opened after the change");
        after.Version.Should().Be(2);
        await Eventually.TrueAsync(async () => await StateAsync(firm, next) == "warning", "1 % of ten minutes have passed, so the next ticket is warned of", TimeSpan.FromMinutes(3));
        (await StateAsync(firm, running)).Should().Be("ok", "it is warned of after half of its time, as its policy says");
        (await VersionAsync(firm, before.Instance)).Should().Be(1, "what runs keeps its version");

        await page.GotoAsync($"/tickets/{next}");
        await ConsoleSession.ShotAsync(page, "studio-threshold-ticket");
        errors.Should().BeEmpty();
    }

    // A policy for these tickets alone: business time at any hour, and a target of ten minutes.
    private static async Task<string> PolicyAsync(ElsaClient firm)
    {
        var day = new[] { "00:00-24:00" };
        var calendar = await firm.PostAsync("/api/support/calendars/", new
        {
            name = "Around the clock",
            zone = "UTC",
            week = new { monday = day, tuesday = day, wednesday = day, thursday = day, friday = day, saturday = day, sunday = day },
        });
        var policy = await firm.PostAsync("/api/support/sla-policies/", new
        {
            name = "Ten minutes",
            calendar_id = calendar["id"],
            conditions = new { categories = new[] { "chosen by hand only" } },
            targets = new { normal = new { resolution = 10 } },
        });
        return policy["id"]!.GetValue<string>();
    }

    private static async Task<(string Ticket, (string Instance, int Version) Process)> OpenAsync(ElsaClient firm, string policy, string subject)
    {
        var people = await firm.GetAsync("/api/users/?role=portal");
        var requester = people["results"]![0]!["id"]!.GetValue<string>();
        var ticket = (await firm.PostAsync("/api/support/tickets/", new { subject, requester_id = requester, policy_id = policy }))["id"]!.GetValue<string>();

        // The ticket knows its process from the start; the process itself begins a moment later.
        var instance = (await firm.GetAsync($"/api/support/tickets/{ticket}/"))["workflow_instance_id"]!.GetValue<string>();
        await Eventually.TrueAsync(async () => (await firm.InstanceAsync(instance))["subStatus"]!.GetValue<string>() == "Suspended", "the ticket's process waits");
        return (ticket, (instance, await VersionAsync(firm, instance)));
    }

    private static async Task<int> VersionAsync(ElsaClient firm, string instance) => (await firm.InstanceAsync(instance))["version"]!.GetValue<int>();

    private static async Task<string> StateAsync(ElsaClient firm, string ticket) =>
        (await firm.GetAsync($"/api/support/tickets/{ticket}/"))["sla_state"]!.GetValue<string>();
}
