// Renders one template with one model on one core and tells renders a second (by the clock, and by processor time, which a busy
// machine does not distort), bytes a render and parse speed.
//   dotnet run -c Release --project benchmarks/Workflows.Templates.Benchmarks -- [TEMPLATE.sbnhtml MODEL.json]
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Workflows.Templates;
using Workflows.Templates.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var sample = Path.Combine(AppContext.BaseDirectory, "Sample", "ticket");
var (file, model) = args is [var givenFile, var givenModel] ? (givenFile, givenModel) : ($"{sample}.sbnhtml", $"{sample}.json");
var text = File.ReadAllText(file);
var json = File.ReadAllText(model);
using var document = JsonDocument.Parse(json);
var template = Template.Parse(text, file);
if (template.HasErrors)
{
    Console.WriteLine(string.Join(Environment.NewLine, template.Messages));
    return 1;
}

object clr = TicketMail.Read(json);
object element = document.RootElement.Clone();
if (!string.Equals(template.Render(clr), template.Render(element), StringComparison.Ordinal))
{
    Console.WriteLine("The two models do not give the same output.");
    return 1;
}

Console.WriteLine($"output {template.Render(clr).Length} characters");
for (var round = 0; round < 4; round++)
{
    Measure(".NET objects", 100_000, () => template.Render(clr));
    Measure("JSON", 100_000, () => template.Render(element));
    Measure(".NET, async", 100_000, () => template.RenderAsync(clr, CancellationToken.None).AsTask().GetAwaiter().GetResult());
    Measure("parse", 20_000, () => Template.Parse(text), text.Length);
}

return 0;

static void Measure<T>(string name, int count, Func<T> action, int characters = 0)
{
    for (var i = 0; i < count / 20; i++)
    {
        action();
    }

    var bytes = GC.GetAllocatedBytesForCurrentThread();
    var process = Process.GetCurrentProcess();
    var cpu = process.TotalProcessorTime;
    var watch = Stopwatch.StartNew();
    for (var i = 0; i < count; i++)
    {
        action();
    }

    var seconds = watch.Elapsed.TotalSeconds;
    process.Refresh();
    var busy = (process.TotalProcessorTime - cpu).TotalSeconds;
    bytes = (GC.GetAllocatedBytesForCurrentThread() - bytes) / count;
    var speed = characters == 0 ? "" : $"  {characters * (double)count / busy / 1e6,8:F1} MB/s";
    Console.WriteLine($"{name,-14} {count / seconds,12:N0}/s  {count / busy,12:N0}/s of processor time  {bytes,8:N0} B{speed}");
}
