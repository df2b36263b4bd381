using Microsoft.Playwright;
using Workflows.Testing.Time;

namespace Workflows.EndToEnd.Browser.Studio;

/// <summary>Elsa Studio's editor inside the console, driven with a real mouse and a real keyboard.</summary>
internal sealed class StudioEditor(IPage page, ElsaClient elsa, string definition)
{
    // The first screen of the Studio compiles what it needs; later ones are quick.
    private const float Patience = 180_000;

    public IFrameLocator Frame { get; } = page.FrameLocator("iframe[title='Elsa Studio']");

    public ILocator Canvas => Frame.Locator(".x6-graph").First;

    public ILocator Toolbox => Frame.Locator(".mud-expand-panel");

    /// <summary>The tabs of the chosen activity, below the canvas.</summary>
    public ILocator Activity => Frame.Locator(".rz-splitter-vertical > .rz-splitter-pane").Nth(1);

    /// <summary>The tabs of the workflow, beside the canvas.</summary>
    public ILocator Workflow => Frame.Locator(".rz-splitter-horizontal .rz-splitter-horizontal > .rz-splitter-pane").Nth(1);

    private ILocator Toolbar => Frame.Locator(".rz-splitter-vertical [role=toolbar]").First;

    public static async Task<StudioEditor> OpenAsync(IPage page, ElsaClient elsa, string definition)
    {
        var path = $"/definitions/{definition}/edit";
        if (!page.Url.EndsWith(path, StringComparison.Ordinal))
        {
            await page.GotoAsync(path);
        }

        var editor = new StudioEditor(page, elsa, definition);
        await editor.ReadyAsync();
        return editor;
    }

    public async Task ReadyAsync()
    {
        await Assertions.Expect(page.GetByLabel("Loading the designer")).ToHaveCountAsync(0, new() { Timeout = Patience });
        await Assertions.Expect(Canvas).ToBeVisibleAsync(new() { Timeout = Patience });
        await Assertions.Expect(Toolbox.First).ToBeVisibleAsync(new() { Timeout = Patience });
    }

    public ILocator Node(string name) => Frame.Locator(".x6-node").Filter(new() { Has = Frame.Locator(".activity-label").GetByText(name, new() { Exact = true }) });

    /// <summary>Drags an activity from the toolbox to a place on the canvas.</summary>
    public async Task DropAsync(string activity, float x, float y)
    {
        await Frame.GetByPlaceholder("Search").First.FillAsync(activity);
        var card = Frame.Locator("[draggable=true]").Filter(new() { Has = Exactly(activity) });
        var panel = Toolbox.Filter(new() { Has = card }).First;
        await card.First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        if (!await card.First.IsVisibleAsync())
        {
            await panel.Locator(".mud-expand-panel-header").ClickAsync();
        }

        var nodes = await Frame.Locator(".x6-node").CountAsync();
        await card.First.DragToAsync(Canvas, new() { TargetPosition = new() { X = x, Y = y } });
        await Assertions.Expect(Frame.Locator(".x6-node")).ToHaveCountAsync(nodes + 1);
    }

    /// <summary>Draws a connection from an outcome of one activity to another activity.</summary>
    public async Task ConnectAsync(string from, string outcome, string to)
    {
        await UnselectAsync();
        var edges = await Frame.Locator(".x6-edge").CountAsync();
        var start = Middle(await Node(from).Locator($"[port='{outcome}']").BoundingBoxAsync());
        var end = Middle(await Node(to).Locator("[port='In']").BoundingBoxAsync());
        await page.Mouse.MoveAsync(start.X, start.Y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync((start.X + end.X) / 2, (start.Y + end.Y) / 2, new() { Steps = 5 });
        await page.Mouse.MoveAsync(end.X, end.Y, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await Assertions.Expect(Frame.Locator(".x6-edge")).ToHaveCountAsync(edges + 1);
    }

    /// <summary>Chooses an activity and waits for its inputs.</summary>
    public async Task SelectAsync(string name, string input)
    {
        await UnselectAsync();
        await Node(name).Locator(".activity-label").ClickAsync();
        await Assertions.Expect(Input(input)).ToBeVisibleAsync();
    }

    /// <summary>Writes plain text into an input of the chosen activity.</summary>
    public async Task WriteAsync(string input, string text)
    {
        await Input(input).Locator("input[type=text]").First.FillAsync(text);
        await page.Keyboard.PressAsync("Tab");
        await SavedAsync(text);
    }

    /// <summary>Gives an input of the chosen activity an expression of a language, typed into the code editor.</summary>
    public async Task WriteAsync(string input, string language, string code)
    {
        await Menu(input).ClickAsync();
        await Frame.Locator(".mud-popover-open .mud-menu-item").Filter(new() { Has = Exactly(language) }).ClickAsync();
        await Activity.Locator(".monaco-editor .view-lines").First.ClickAsync();
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.InsertTextAsync(code);
        await SavedAsync(code);
    }

    /// <summary>The languages that the menu of an input offers.</summary>
    public async Task<IReadOnlyList<string>> LanguagesAsync(string input)
    {
        await Menu(input).ClickAsync();
        var items = Frame.Locator(".mud-popover-open .mud-menu-item");
        await items.First.WaitForAsync();
        var names = (await items.AllInnerTextsAsync()).Select(static name => name.Trim()).ToList();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(items).ToHaveCountAsync(0);
        return names;
    }

    /// <summary>Opens a tab of the chosen activity or of the workflow, scrolled into view or not.</summary>
    public static async Task TabAsync(ILocator pane, string name) =>
        await pane.GetByRole(AriaRole.Tab, new() { Name = name }).First.DispatchEventAsync("click");

    /// <summary>Takes from the chosen trigger that the workflow starts there; the first trigger dropped has it by itself.</summary>
    public async Task DoNotStartHereAsync()
    {
        await TabAsync(Activity, "Common");
        await Activity.GetByLabel("Trigger workflow").UncheckAsync();
        await Eventually.TrueAsync(
            async () => !(await elsa.LatestAsync(definition))["root"]!.ToJsonString().Contains("\"canStartWorkflow\":true", StringComparison.Ordinal),
            "no activity starts the workflow by itself");
        await TabAsync(Activity, "Input");
    }

    /// <summary>Goes back to a version, from the list of versions that is open.</summary>
    public async Task RevertAsync(int version)
    {
        var row = Workflow.Locator("tbody tr").Filter(new() { Has = Frame.Locator("td").GetByText($"{version}", new() { Exact = true }) });
        await row.Locator(".mud-menu-icon-button-activator").ClickAsync();
        await Frame.Locator(".mud-popover-open .mud-menu-item").Filter(new() { HasText = "Rollback" }).ClickAsync();
    }

    public async Task PublishAsync(int version)
    {
        await Toolbar.Locator(".mud-button-group-root .mud-icon-button.mud-primary-text").First.ClickAsync();
        await Assertions.Expect(page.GetByText($"Published v{version}", new() { Exact = true })).ToBeVisibleAsync();
    }

    /// <summary>Runs the workflow and follows the console's link to the run.</summary>
    /// <returns>Id of the instance.</returns>
    public async Task<string> RunAndWatchAsync()
    {
        await Toolbar.Locator(".mud-icon-button").Last.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Watch this run" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Back to the process" })).ToBeVisibleAsync();
        return new Uri(page.Url).Segments[2].TrimEnd('/');
    }

    /// <summary>Chooses from the menu beside the publish button.</summary>
    public async Task ChooseAsync(string item)
    {
        await Toolbar.Locator(".mud-menu-icon-button-activator").ClickAsync();
        await Frame.Locator(".mud-popover-open .mud-menu-item").Filter(new() { HasText = item }).First.ClickAsync();
    }

    public async Task ExportAsync()
    {
        await ChooseAsync("Export");
        await Frame.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync();
    }

    /// <summary>Waits until the Studio has saved by itself what was written.</summary>
    public Task SavedAsync(string text) => Eventually.TrueAsync(
        async () => (await elsa.LatestAsync(definition))["root"]!.ToJsonString(Unescaped.Options).Contains(Unescaped.Of(text), StringComparison.Ordinal),
        $"the Studio has saved: {text}");

    public async Task UnselectAsync()
    {
        var box = (await Canvas.BoundingBoxAsync())!;
        await page.Mouse.ClickAsync(box.X + box.Width - 30, box.Y + 20);
        await Assertions.Expect(Frame.Locator(".x6-widget-selection-box")).ToHaveCountAsync(0);
    }

    private ILocator Exactly(string text) => Frame.GetByText(text, new() { Exact = true });

    private ILocator Input(string name) => Activity.Locator(".mud-form > div > div").Filter(new() { HasText = name }).First;

    private ILocator Menu(string input) => Input(input).Locator(".mud-menu-icon-button-activator, .mud-menu-button-activator").First;

    private static (float X, float Y) Middle(LocatorBoundingBoxResult? box) => (box!.X + (box.Width / 2), box.Y + (box.Height / 2));
}
