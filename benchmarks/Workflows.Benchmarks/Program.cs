using System.Runtime;
using System.Runtime.InteropServices;
using Npgsql;
using Workflows.Benchmarks.Durable;
using Workflows.Benchmarks.InMemory;
using Workflows.Benchmarks.Mails;
using Workflows.Benchmarks.Measuring;
using Workflows.Benchmarks.Sla;
using Workflows.Benchmarks.Studio;
using Workflows.PostgreSql.Embedded;

// dotnet run -c Release --project benchmarks/Workflows.Benchmarks -- [memory|cycle|resume|timers|sla|mails|studio ...] [chromium=/usr/bin/chromium] [connection=...] [waiting=1000000] [timers=100000]
var options = args.Where(static a => a.Contains('=', StringComparison.Ordinal)).Select(static a => a.Split('=', 2))
    .ToDictionary(static a => a[0], static a => a[1], StringComparer.Ordinal);
var chosen = args.Where(static a => !a.Contains('=', StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
bool Wants(string name) => chosen.Count == 0 || chosen.Contains(name);

Console.WriteLine(
    $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, "
    + $"server GC {GCSettings.IsServerGC}, load {(File.Exists("/proc/loadavg") ? await File.ReadAllTextAsync("/proc/loadavg") : "unknown").Trim()}");
if (Wants("memory"))
{
    await SequenceBenchmark.RunAsync();
}

if (Wants("sla"))
{
    await CalendarBenchmark.RunAsync();
}

if (Wants("mails"))
{
    await MailTemplateBenchmark.RunAsync();
}

// Needs a browser, so only when it is asked for.
if (chosen.Contains("studio"))
{
    await EditorBenchmark.RunAsync(options.GetValueOrDefault("chromium", "/usr/bin/chromium"));
}

if (!Wants("cycle") && !Wants("resume") && !Wants("timers"))
{
    return;
}

await using var own = options.ContainsKey("connection")
    ? null
    : await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions { DataDirectory = Path.Combine(Path.GetTempPath(), "workflows-benchmarks") });
var connection = own?.ConnectionString ?? options["connection"];
await using (var database = NpgsqlDataSource.Create(connection))
{
    await using var command = database.CreateCommand(
        "select version() || ', fsync ' || current_setting('fsync') || ', synchronous_commit ' || current_setting('synchronous_commit') || ', shared_buffers ' || current_setting('shared_buffers')");
    Console.WriteLine((string)(await command.ExecuteScalarAsync())!);
}

var rates = await CommitRate.MeasureAsync(connection, TimeSpan.FromSeconds(5));
Console.WriteLine($"One-row commits/s on this disk: {string.Join(", ", rates.Select(r => $"{r.Key} connections {r.Value:N0}"))}");
await using var host = await EngineHost.StartAsync(connection);
if (Wants("cycle"))
{
    await CycleBenchmark.RunAsync(host, rates);
}

if (Wants("timers"))
{
    await TimerBenchmark.RunAsync(host, int.Parse(options.GetValueOrDefault("timers", "100000"), System.Globalization.CultureInfo.InvariantCulture));
}

if (Wants("resume"))
{
    await ResumeBenchmark.RunAsync(host, long.Parse(options.GetValueOrDefault("waiting", "1000000"), System.Globalization.CultureInfo.InvariantCulture));
}
