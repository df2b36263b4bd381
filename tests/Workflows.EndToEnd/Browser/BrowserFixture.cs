using Microsoft.Playwright;
using Workflows.Server.Hosting;
using Workflows.Testing.PostgreSql;
using Xunit;

namespace Workflows.EndToEnd.Browser;

/// <summary>A real server with sample data and a real Chromium in front of it, shared by all browser tests.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    public const string Collection = "browser";
    public const string Password = "a browser's phrase 9";
    private const string PathVariable = "CHROMIUM_PATH";

    // As root there is no sandbox; the rest keeps the browser from calling home.
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private static readonly string[] Usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly string _folder = Directory.CreateTempSubdirectory("workflows-browser-").FullName;
    private TestDatabase _database = null!;
    private RunningServer _server = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public string Address { get; private set; } = string.Empty;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.LeaseAsync(DatabaseTemplate.Migrated("server", [.. DatabaseHost.Migrations]));
        _server = await RunningServer.StartAsync(
        [
            "--seed-demo",
            "--environment=Development",
            "--urls=http://127.0.0.1:0",
            $"--ConnectionStrings:Workflows={_database.ConnectionString}",
            $"--Workflows:DataDirectory={_folder}",
            $"--Workflows:Admin:Password={Password}",
            $"--Workflows:Demo:Password={Password}",
            "--Logging:LogLevel:Default=Warning",
        ]);
        Address = _server.Application.Urls.First();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium(),
            Args = Flags,
            Timeout = 120_000,
        });
    }

    public async Task DisposeAsync()
    {
        await _browser.CloseAsync();
        _playwright.Dispose();
        await _server.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A page of a fresh profile that fails the test on any script error; patient, because machines are shared.</summary>
    public async Task<IPage> OpenAsync(List<string> errors, int width = 1280)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
        });
        context.SetDefaultTimeout(60_000);
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, message) =>
        {
            // A refused sign-in is logged by the browser itself; what we look for is ours.
            if (message.Type == "error" && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal))
            {
                errors.Add(message.Text);
            }
        };
        return page;
    }

    private static string Chromium() =>
        Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } given ? given
        : Array.Find(Usual, File.Exists)
            ?? throw new InvalidOperationException($"The browser tests need Chromium: install it, or set {PathVariable}.");
}
