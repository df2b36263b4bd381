using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Workflows.Definitions.Support;
using Workflows.Domain.Shared.MailTemplates;
using Workflows.Domain.Shared.MailTemplates.Css;
using Workflows.Domain.Shared.Messages;

namespace Workflows.Benchmarks.Mails;

/// <summary>Whole shipped mails a second on one core: subject, both parts in their layout, styles inlined; and the inlining alone.</summary>
internal static class MailTemplateBenchmark
{
    private const int Calls = 20_000;

    public static async Task RunAsync()
    {
        var library = new MailTemplateLibrary(
            new EmbeddedMailTemplates((typeof(TicketSlaWorkflow).Assembly, "Mails/")), Options.Create(new MailQueueOptions()),
            Options.Create(new MailTemplateOptions()), TimeProvider.System, NullLogger<MailTemplateLibrary>.Instance);
        foreach (var key in (string[])["support/assigned", "support/breach", "support/breach-digest"])
        {
            var content = library.Shipped.Contents[key];
            var mail = library.Shipped.Get(key);
            await MeasureAsync($"{key}, whole", async () => await mail.RenderAsync(content.Sample!, CancellationToken.None));

            var rendered = await mail.RenderAsync(content.Sample!, CancellationToken.None);
            var layout = library.Shipped.Contents[content.Layout!].Html!;
            var start = layout.IndexOf("<style>", StringComparison.Ordinal);
            var raw = rendered.Html.Replace("<style>", layout[start..layout.IndexOf("</style>", start, StringComparison.Ordinal)], StringComparison.Ordinal);
            await MeasureAsync($"{key}, inlining alone ({raw.Length:N0} characters)", () => ValueTask.FromResult(CssInliner.Inline(raw)));
        }
    }

    private static async Task MeasureAsync<T>(string what, Func<ValueTask<T>> call)
    {
        for (var i = 0; i < Calls / 10; i++)
        {
            await call();
        }

        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < Calls; i++)
        {
            await call();
        }

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        bytes = (GC.GetAllocatedBytesForCurrentThread() - bytes) / Calls;
        Console.WriteLine($"Mails: {what}: {Calls / seconds:N0}/s, {seconds / Calls * 1e6:N0} us, {bytes:N0} B");
    }
}
