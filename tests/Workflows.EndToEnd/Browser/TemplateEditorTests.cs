using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Workflows.EndToEnd.Browser;

/// <summary>The template editor as a manager uses it.</summary>
[Collection(BrowserFixture.Collection)]
public sealed class TemplateEditorTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_manager_changes_a_mail_sees_mistakes_at_once_and_goes_back()
    {
        var errors = new List<string>();
        var page = await browser.OpenAsync(errors, width: 1440);
        await ConsoleSession.SignInAsync(page, "manager@northwind.example", BrowserFixture.Password);
        await page.GetByRole(AriaRole.Link, new() { Name = "Templates", Exact = true }).ClickAsync();
        await page.GetByLabel("Search templates").FillAsync("survey");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "support/resolved" })).ToHaveCountAsync(0);
        await ConsoleSession.ShotAsync(page, "templates");
        await page.GetByLabel("Search templates").FillAsync(string.Empty);
        await page.GetByRole(AriaRole.Link, new() { Name = "support/resolved" }).ClickAsync();
        await Assertions.Expect(Mail(page)).ToContainTextAsync("We believe that your request is resolved");
        await ConsoleSession.ShotAsync(page, "template");

        // A mistake is shown with its place, and the preview of before stays.
        await page.GetByRole(AriaRole.Tab, new() { Name = "Subject" }).ClickAsync();
        var subject = page.GetByLabel("Subject of the template");
        await subject.FillAsync("Solved: {{ tikcet.subject }}");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("subject, line 1, column 12: Unknown variable `tikcet`, did you mean `ticket`?");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save" })).ToBeDisabledAsync();
        await ConsoleSession.ShotAsync(page, "template-mistake");

        // A variable from the list, by keyboard.
        await subject.FillAsync("Solved: ");
        await page.Keyboard.PressAsync("End");
        await page.GetByRole(AriaRole.Button, new() { Name = "Insert ticket.subject" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("preview-subject")).ToHaveTextAsync("Solved: Invoices <2025> & later cannot be opened");

        // Unsaved changes are held on to.
        await page.GetByRole(AriaRole.Link, new() { Name = "Mails", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Leave without saving?")).ToBeVisibleAsync();
        await ConsoleSession.ShotAsync(page, "template-leave");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stay" }).ClickAsync();
        await page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(page.GetByText("Overridden", new() { Exact = true })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Send me a test" }).ClickAsync();
        await Assertions.Expect(page.GetByText("A test mail goes to manager@northwind.example.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "History" }).ClickAsync();
        await page.GetByLabel("As shipped").CheckAsync();
        await page.GetByRole(AriaRole.Dialog).GetByText("Subject", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Difference")).ToContainTextAsync("Solved:");
        await ConsoleSession.ShotAsync(page, "template-history");
        await page.Keyboard.PressAsync("Escape");

        await page.GetByRole(AriaRole.Button, new() { Name = "Take back" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "To the shipped wording" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Shipped", new() { Exact = true })).ToBeVisibleAsync();
        errors.Should().BeEmpty();
    }

    [Fact]
    public async Task On_a_telephone_staff_read_a_template_and_its_text()
    {
        var errors = new List<string>();
        var page = await browser.OpenAsync(errors, width: 400);
        await ConsoleSession.SignInAsync(page, "manager@contoso.example", BrowserFixture.Password);
        await page.GotoAsync("/templates");
        await page.GetByRole(AriaRole.Link, new() { Name = "support/breach-digest" }).ClickAsync();
        await Assertions.Expect(Mail(page)).ToContainTextAsync("Late tickets");
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth")).Should().BeTrue("nothing sticks out sideways");
        await ConsoleSession.ShotAsync(page, "template-telephone");
        await page.GetByTestId("preview-subject").ScrollIntoViewIfNeededAsync();
        await page.GetByText("Phone", new() { Exact = true }).ClickAsync();
        await ConsoleSession.ShotAsync(page, "template-telephone-preview");
        errors.Should().BeEmpty();
    }

    private static ILocator Mail(IPage page) => page.FrameLocator("iframe[title='Preview of the mail']").Locator("body");
}
