using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Workflows.EndToEnd.Browser;

/// <summary>The console as a person uses it, in a real browser.</summary>
[Collection(BrowserFixture.Collection)]
public sealed class ConsoleTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_manager_signs_in_finds_a_ticket_and_reads_its_clocks()
    {
        var errors = new List<string>();
        var page = await browser.OpenAsync(errors);
        await ConsoleSession.SignInAsync(page, "manager@northwind.example", BrowserFixture.Password);

        await page.GetByRole(AriaRole.Link, new() { Name = "Direct debit was taken twice" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Direct debit was taken twice" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "First response" }).ClickAsync();
        await Assertions.Expect(page.GetByText("promised").First).ToBeVisibleAsync();
        await ConsoleSession.ShotAsync(page, "ticket");

        await page.GetByRole(AriaRole.Link, new() { Name = "The process behind this ticket" }).ClickAsync();
        await Assertions.Expect(page.GetByText("event TicketChanged").First).ToBeVisibleAsync();
        await ConsoleSession.ShotAsync(page, "process");
        errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_mail_is_shown_as_it_was_rendered()
    {
        var errors = new List<string>();
        var page = await browser.OpenAsync(errors);
        await ConsoleSession.SignInAsync(page, "manager@contoso.example", BrowserFixture.Password);
        await page.GetByRole(AriaRole.Link, new() { Name = "Mails", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Link).First.ClickAsync();

        await Assertions.Expect(page.FrameLocator("iframe").Locator("body")).ToContainTextAsync("Contoso");
        await ConsoleSession.ShotAsync(page, "mail");
        errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_the_form_stays()
    {
        var page = await browser.OpenAsync([]);
        await page.GotoAsync("/");
        await page.GetByLabel("Login or e-mail address").FillAsync("nobody@northwind.example");
        await page.Locator("input[name=password]").FillAsync("wrong password");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Login or password is wrong");
        await ConsoleSession.ShotAsync(page, "sign-in");
    }

    [Fact]
    public async Task A_contact_on_a_telephone_opens_a_ticket_with_the_keyboard()
    {
        var errors = new List<string>();
        var page = await browser.OpenAsync(errors, width: 400);
        await ConsoleSession.SignInAsync(page, "dora.vale@northwind.example", BrowserFixture.Password);
        (await page.GetByRole(AriaRole.Link, new() { Name = "Processes" }).CountAsync()).Should().Be(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "New ticket" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Subject").FillAsync("Typed on the train");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Typed on the train" })).ToBeVisibleAsync();
        await ConsoleSession.ShotAsync(page, "telephone");
        errors.Should().BeEmpty();
    }
}
