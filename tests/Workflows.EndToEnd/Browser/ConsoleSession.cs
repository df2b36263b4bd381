using Microsoft.Playwright;

namespace Workflows.EndToEnd.Browser;

/// <summary>What every browser test does.</summary>
internal static class ConsoleSession
{
    private static readonly Lazy<string> Screens = new(ScreensFolder);

    public static async Task SignInAsync(IPage page, string login, string password)
    {
        await page.GotoAsync("/");
        await page.GetByLabel("Login or e-mail address").FillAsync(login);
        await page.Locator("input[name=password]").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Tickets" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
    }

    /// <summary>Keeps what the page shows as output of the test: <c>artifacts/screens</c>, or the folder that <c>WORKFLOWS_SHOTS</c> names.</summary>
    public static Task ShotAsync(IPage page, string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screens.Value, name + ".png") });

    private static string ScreensFolder()
    {
        if (Environment.GetEnvironmentVariable("WORKFLOWS_SHOTS") is { Length: > 0 } given)
        {
            return given;
        }

        // The test's own folder is artifacts/bin/<project>/<configuration>.
        return Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "screens")).FullName;
    }
}
