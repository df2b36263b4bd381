using Microsoft.Playwright;

namespace Workflows.EndToEnd.Browser.Studio;

/// <summary>Elsa Studio's view of a run inside the console.</summary>
internal sealed class StudioViewer(IPage page)
{
    private const float Patience = 120_000;

    public ILocator Element { get; } = page.FrameLocator("iframe[title='Elsa Studio']").Locator("elsa-workflow-instance-viewer");

    /// <summary>What is known of the run as a whole.</summary>
    public ILocator Details => Element.Locator(".rz-splitter-pane").Last;

    /// <summary>How often an activity ran, as its node shows it.</summary>
    public ILocator Badge(string activity) =>
        Element.Locator(".x6-node").Filter(new() { Has = Element.Page.FrameLocator("iframe[title='Elsa Studio']").Locator(".activity-label").GetByText(activity, new() { Exact = true }) })
            .Locator(".mud-badge");

    public async Task ReadyAsync()
    {
        await Assertions.Expect(page.GetByLabel("Loading the designer")).ToHaveCountAsync(0, new() { Timeout = Patience });
        await Assertions.Expect(Element.Locator(".x6-node").First).ToBeVisibleAsync(new() { Timeout = Patience });
    }
}
