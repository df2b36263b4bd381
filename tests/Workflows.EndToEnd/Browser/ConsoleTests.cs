using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Workflows.EndToEnd.Browser;

/// <summary>The console as a person uses it, in a real browser.</summary>
public sealed class ConsoleTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task A_manager_signs_in_finds_a_ticket_and_reads_its_clocks()
    {
        var errors = new List<string>();
        var page = await browser.OpenAsync(errors);
        await SignInAsync(page, "manager@northwind.example", BrowserFixture.Password);

        await page.GetByRole(AriaRole.Link, new() { Name = "Direct debit was taken twice" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Direct debit was taken twice" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "First response" }).ClickAsync();
        await Assertions.Expect(page.GetByText("promised").First).ToBeVisibleAsync();
        await ShotAsync(page, "ticket");

        await page.GetByRole(AriaRole.Link, new() { Name = "The process behind this ticket" }).ClickAsync();
        await Assertions.Expect(page.GetByText("event TicketChanged").First).ToBeVisibleAsync();
        await ShotAsync(page, "process");
        errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_mail_is_shown_as_it_was_rendered()
    {
        var errors = new List<string>();
        var page = await browser.OpenAsync(errors);
        await SignInAsync(page, "manager@contoso.example", BrowserFixture.Password);
        await page.GetByRole(AriaRole.Link, new() { Name = "Mails", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Link).First.ClickAsync();

        await Assertions.Expect(page.FrameLocator("iframe").Locator("body")).ToContainTextAsync("Contoso");
        await ShotAsync(page, "mail");
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
        await ShotAsync(page, "sign-in");
    }

    [Fact]
    public async Task A_contact_on_a_telephone_opens_a_ticket_with_the_keyboard()
    {
        var errors = new List<string>();
        var page = await browser.OpenAsync(errors, width: 400);
        await SignInAsync(page, "dora.vale@northwind.example", BrowserFixture.Password);
        (await page.GetByRole(AriaRole.Link, new() { Name = "Processes" }).CountAsync()).Should().Be(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "New ticket" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Subject").FillAsync("Typed on the train");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Typed on the train" })).ToBeVisibleAsync();
        await ShotAsync(page, "telephone");
        errors.Should().BeEmpty();
    }

    private static async Task SignInAsync(IPage page, string login, string password)
    {
        await page.GotoAsync("/");
        await page.GetByLabel("Login or e-mail address").FillAsync(login);
        await page.Locator("input[name=password]").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Tickets" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
    }

    // For people who want to look: set the variable to a folder.
    private static async Task ShotAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("WORKFLOWS_SHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png") });
        }
    }
}
