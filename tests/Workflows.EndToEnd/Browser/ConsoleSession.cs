using Microsoft.Playwright;

namespace Workflows.EndToEnd.Browser;

/// <summary>What every browser test does.</summary>
internal static class ConsoleSession
{
    public static async Task SignInAsync(IPage page, string login, string password)
    {
        await page.GotoAsync("/");
        await page.GetByLabel("Login or e-mail address").FillAsync(login);
        await page.Locator("input[name=password]").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Tickets" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
    }

    // For people who want to look: set the variable to a folder.
    public static async Task ShotAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("WORKFLOWS_SHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png") });
        }
    }
}
