using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Workflows.EndToEnd.Browser;

/// <summary>Processes and operations as a manager uses them, in a real browser.</summary>
[Collection(BrowserFixture.Collection)]
public sealed class OperationsTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_manager_looks_after_a_process_and_thinks_twice_before_cancelling_it()
    {
        var errors = new List<string>();
        var page = await browser.OpenAsync(errors);
        await ConsoleSession.SignInAsync(page, "manager@northwind.example", BrowserFixture.Password);
        await page.GetByRole(AriaRole.Link, new() { Name = "Processes", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Link, new() { Name = "Ticket SLA" }).First.ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Where it waits" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Mails" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "its ticket" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel …" }).ClickAsync();
        await ConsoleSession.ShotAsync(page, "process-cancel");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep as it is" }).ClickAsync();

        await Assertions.Expect(page.GetByText("Suspended").First).ToBeVisibleAsync();
        errors.Should().BeEmpty();
    }

    [Theory]
    [InlineData(1280, "operations")]
    [InlineData(400, "operations-telephone")]
    public async Task Operations_shows_incidents_the_self_check_and_what_the_clock_will_do(int width, string shot)
    {
        var errors = new List<string>();
        var page = await browser.OpenAsync(errors, width);
        await ConsoleSession.SignInAsync(page, "manager@northwind.example", BrowserFixture.Password);
        await page.GotoAsync("/operations");
        await Assertions.Expect(page.GetByText("No process has an incident")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Self-check" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Mails that have not left")).ToBeVisibleAsync();
        await ConsoleSession.ShotAsync(page, shot + "-self-check");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Schedules" }).ClickAsync();
        await page.GetByLabel("Search schedules").FillAsync("self-check");
        await page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Link).First.ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Coming up" })).ToBeVisibleAsync();
        await ConsoleSession.ShotAsync(page, shot + "-schedule");
        errors.Should().BeEmpty();
    }
}
