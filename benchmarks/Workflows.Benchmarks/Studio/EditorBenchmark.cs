using System.Diagnostics;
using Microsoft.Playwright;
using Workflows.Server.Hosting;

namespace Workflows.Benchmarks.Studio;

/// <summary>
/// How long Elsa Studio's editor takes from the address to a canvas and a toolbox that can be used, in Chromium on the same machine:
/// for a browser that has never been here, for one that was started anew and has the Studio's files from before, and from the
/// list of workflows, where the Studio has been started in the background.
/// </summary>
internal static class EditorBenchmark
{
    private const string Password = "a benchmark's phrase 7";
    private const int Rounds = 5;
    private static readonly string[] Flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"];

    public static async Task RunAsync(string chromium)
    {
        var folder = Directory.CreateTempSubdirectory("workflows-studio-").FullName;
        await using (var server = await RunningServer.StartAsync(
        [
            "--seed-demo", "--urls=http://127.0.0.1:0", "--environment=Development", $"--Workflows:DataDirectory={folder}/data",
            $"--Workflows:Admin:Password={Password}", $"--Workflows:Demo:Password={Password}", "--Logging:LogLevel:Default=Warning",
        ]))
        {
            var address = server.Application.Urls.First();
            using var playwright = await Playwright.CreateAsync();
            var (first, again, warm) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                var profile = $"{folder}/profile-{round}";
                first.Add(await OpenAsync(playwright, chromium, profile, address, fromList: false));
                again.Add(await OpenAsync(playwright, chromium, profile, address, fromList: false));
                warm.Add(await OpenAsync(playwright, chromium, profile, address, fromList: true));
            }

            Report("Editor, first visit of a browser, download included", first);
            Report("Editor, browser started anew, files from before", again);
            Report("Editor, from the list of workflows", warm);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<double> OpenAsync(IPlaywright playwright, string chromium, string profile, string address, bool fromList)
    {
        await using var browser = await playwright.Chromium.LaunchPersistentContextAsync(profile, new BrowserTypeLaunchPersistentContextOptions
        {
            ExecutablePath = chromium,
            Args = Flags,
            BaseURL = address,
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
        });
        browser.SetDefaultTimeout(180_000);
        var page = browser.Pages[0];
        await page.GotoAsync("/");
        await page.GetByLabel("Login or e-mail address").FillAsync("manager@northwind.example");
        await page.Locator("input[name=password]").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Tickets" }).WaitForAsync();
        var frame = page.FrameLocator("iframe[title='Elsa Studio']");
        if (fromList)
        {
            // The list starts the Studio behind the scenes; somebody who reads it finds it running.
            await page.GetByRole(AriaRole.Link, new() { Name = "Workflows", Exact = true }).ClickAsync();
            var host = await page.WaitForSelectorAsync("iframe[title='Elsa Studio']", new() { State = WaitForSelectorState.Attached });
            await (await host!.ContentFrameAsync())!.WaitForFunctionAsync("customElements.get('elsa-workflow-definition-editor') !== undefined");
        }

        var began = Stopwatch.GetTimestamp();
        if (fromList)
        {
            await page.GetByRole(AriaRole.Link, new() { Name = "Ticket SLA" }).First.ClickAsync();
        }
        else
        {
            await page.GotoAsync("/definitions/ticket-sla/edit", new() { WaitUntil = WaitUntilState.Commit });
        }

        await frame.Locator(".x6-node .activity-label").First.WaitForAsync();
        await frame.Locator(".mud-expand-panel").First.WaitForAsync();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static void Report(string what, List<double> seconds)
    {
        seconds.Sort();
        Console.WriteLine($"{what,-52} median {seconds[seconds.Count / 2]:N2} s, best {seconds[0]:N2} s, worst {seconds[^1]:N2} s");
    }
}
