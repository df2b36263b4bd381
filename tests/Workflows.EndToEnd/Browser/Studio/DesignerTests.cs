using FluentAssertions;
using Microsoft.Playwright;
using Workflows.Testing.Time;
using Xunit;

namespace Workflows.EndToEnd.Browser.Studio;

/// <summary>A workflow's life in the real Elsa Studio: drawn, written, published, run, watched.</summary>
[Collection(BrowserFixture.Collection)]
public sealed class DesignerTests(BrowserFixture browser)
{
    private const string Admin = "admin";
    private const int Wide = 1600;

    [Fact]
    public async Task A_workflow_is_drawn_and_written_run_and_watched_to_its_end()
    {
        var errors = new List<string>();
        var page = await browser.OpenAsync(errors, Wide);
        using var elsa = await ElsaClient.SignInAsync(browser, Admin);
        await ConsoleSession.SignInAsync(page, Admin, BrowserFixture.Password);
        await page.GetByRole(AriaRole.Link, new() { Name = "Workflows", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Table)).ToBeVisibleAsync();
        await ConsoleSession.ShotAsync(page, "studio-workflows");
        await page.GetByRole(AriaRole.Button, new() { Name = "New workflow" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("Drawn by hand");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open the designer" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Drawn by hand" })).ToBeVisibleAsync();
        var studio = await StudioEditor.OpenAsync(page, elsa, new Uri(page.Url).Segments[2].TrimEnd('/'));
        (await studio.Toolbox.AllInnerTextsAsync()).Should().Contain(["Console", "Control Flow", "HTTP", "Primitives", "Scheduling", "Scripting", "Support"]);
        await ConsoleSession.ShotAsync(page, "studio-empty");

        await studio.DropAsync("Write Line", 40, 60);
        await studio.DropAsync("Event", 320, 60);
        await studio.DropAsync("Write Line", 40, 200);
        await studio.DropAsync("Write Line", 320, 200);
        await studio.ConnectAsync("WriteLine1", "Done", "Event1");
        await studio.ConnectAsync("Event1", "Done", "WriteLine2");
        await studio.ConnectAsync("WriteLine2", "Done", "WriteLine3");
        await ConsoleSession.ShotAsync(page, "studio-drawn");

        await studio.SelectAsync("WriteLine1", "Text");
        (await studio.LanguagesAsync("Text")).Should().Contain(["JavaScript", "Liquid", "Scriban", "Variable", "Input"]);
        await studio.WriteAsync("Text", "JavaScript", "`case ${(20 + 1) * 2}`");
        await ConsoleSession.ShotAsync(page, "studio-javascript");
        await studio.SelectAsync("WriteLine2", "Text");
        await studio.WriteAsync("Text", "Liquid", "{{ \"liquid\" | upcase }}");
        await ConsoleSession.ShotAsync(page, "studio-liquid");
        await studio.SelectAsync("WriteLine3", "Text");
        await studio.WriteAsync("Text", "Scriban", "{{ \"scriban\" | string.capitalize }} {{ 6 * 7 }}");
        await ConsoleSession.ShotAsync(page, "studio-scriban");
        await studio.SelectAsync("Event1", "Event Name");
        await studio.WriteAsync("Event Name", "Approved by hand");
        await studio.DoNotStartHereAsync();

        await studio.PublishAsync(1);
        await ConsoleSession.ShotAsync(page, "studio-published");
        var run = await studio.RunAndWatchAsync();
        var viewer = new StudioViewer(page);
        await viewer.ReadyAsync();
        await Assertions.Expect(viewer.Badge("WriteLine1")).ToHaveTextAsync("1");
        await Assertions.Expect(viewer.Badge("Event1")).ToHaveTextAsync("1");
        await Assertions.Expect(viewer.Badge("WriteLine2")).ToHaveTextAsync("0");
        await Assertions.Expect(page.GetByText("Suspended", new() { Exact = true }).First).ToBeVisibleAsync();
        await ConsoleSession.ShotAsync(page, "studio-suspended");

        (await elsa.PostAsync("/elsa/api/events/Approved%20by%20hand/trigger", new { workflowInstanceId = run }))["resumed"]!.GetValue<int>().Should().Be(1);

        // Nobody touches the page: what it shows now came to it.
        await Assertions.Expect(viewer.Badge("WriteLine3")).ToHaveTextAsync("1");
        await Assertions.Expect(viewer.Details.GetByText("Finished", new() { Exact = true }).First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Main).GetByText("Finished", new() { Exact = true }).First).ToBeVisibleAsync();
        await ConsoleSession.ShotAsync(page, "studio-finished");
        (await elsa.InputsAsync(run, "Text")).Should().Equal(new Dictionary<string, string?>
        {
            ["WriteLine1"] = "case 42",
            ["WriteLine2"] = "LIQUID",
            ["WriteLine3"] = "Scriban 42",
        });
        errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_workflow_is_imported_changed_gone_back_on_exported_and_retracted()
    {
        var errors = new List<string>();
        var page = await browser.OpenAsync(errors, Wide);
        using var elsa = await ElsaClient.SignInAsync(browser, Admin);
        await ConsoleSession.SignInAsync(page, Admin, BrowserFixture.Password);
        var definition = await SampleWorkflow.CreateAsync(elsa, "Back and forth");
        var studio = await StudioEditor.OpenAsync(page, elsa, definition);
        await studio.PublishAsync(1);

        await studio.SelectAsync("Say", "Text");
        await studio.WriteAsync("Text", "second wording");
        await Assertions.Expect(page.GetByText("Draft v2", new() { Exact = true })).ToBeVisibleAsync();
        await studio.PublishAsync(2);

        await StudioEditor.TabAsync(studio.Workflow, "Version history");
        await ConsoleSession.ShotAsync(page, "studio-versions");
        await studio.RevertAsync(1);
        await studio.SavedAsync("first wording");
        (await elsa.LatestAsync(definition))["version"]!.GetValue<int>().Should().Be(3);
        await ConsoleSession.ShotAsync(page, "studio-reverted");

        var exported = await page.RunAndWaitForDownloadAsync(studio.ExportAsync);
        var file = await File.ReadAllTextAsync(await exported.PathAsync());
        file.Should().Contain("first wording").And.Contain("workflow-definition/v3.0.0/schema.json");

        var chooser = await page.RunAndWaitForFileChooserAsync(() => studio.ChooseAsync("Import"));
        await chooser.SetFilesAsync(new FilePayload
        {
            Name = "changed.json",
            MimeType = "application/json",
            Buffer = System.Text.Encoding.UTF8.GetBytes(file.Replace("first wording", "imported wording", StringComparison.Ordinal)),
        });
        await studio.SavedAsync("imported wording");
        await ConsoleSession.ShotAsync(page, "studio-imported");

        await page.ReloadAsync();
        await studio.ReadyAsync();
        await studio.PublishAsync(3);
        await studio.ChooseAsync("Unpublish");
        await Eventually.TrueAsync(async () => !(await elsa.LatestAsync(definition))["isPublished"]!.GetValue<bool>(), "the workflow is retracted");
        await ConsoleSession.ShotAsync(page, "studio-retracted");
        errors.Should().BeEmpty();
    }
}
