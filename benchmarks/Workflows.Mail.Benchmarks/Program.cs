using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;
using Npgsql;
using Workflows.Benchmarks.Measuring;
using Workflows.Mail.Benchmarks;
using Workflows.PostgreSql.Embedded;
using Workflows.Testing.Smtp;

// dotnet run -c Release --project benchmarks/Workflows.Mail.Benchmarks -- [mails=20000] [connections=8] [tls=true] [server=host:port] [connection=...]
// From the model to the result row: render, store, claim, hand over, write the result. Without server= the sink of the tests takes
// the mails in this process, over TLS with a login; server= names another one, without TLS and login.
var options = args.Select(static a => a.Split('=', 2)).ToDictionary(static a => a[0], static a => a[1], StringComparer.Ordinal);
int Number(string name, int otherwise) => int.Parse(options.GetValueOrDefault(name, $"{otherwise}"), CultureInfo.InvariantCulture);
var mails = Number("mails", 20_000);
var connections = Number("connections", 8);
var perTransaction = Number("transaction", 500);
var writers = Number("writers", 2);
var tls = options.GetValueOrDefault("tls", "true") == "true";

Console.WriteLine(
    $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, "
    + $"server GC {GCSettings.IsServerGC}, load {(File.Exists("/proc/loadavg") ? await File.ReadAllTextAsync("/proc/loadavg") : "unknown").Trim()}");
await using var own = options.ContainsKey("connection")
    ? null
    : await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions { DataDirectory = Path.Combine(Path.GetTempPath(), "workflows-mail-benchmark") });
var connection = own?.ConnectionString ?? options["connection"];
await using (var database = NpgsqlDataSource.Create(connection))
{
    await using var command = database.CreateCommand(
        "select version() || ', fsync ' || current_setting('fsync') || ', synchronous_commit ' || current_setting('synchronous_commit') || ', shared_buffers ' || current_setting('shared_buffers')");
    Console.WriteLine((string)(await command.ExecuteScalarAsync())!);
}

var rates = await CommitRate.MeasureAsync(connection, TimeSpan.FromSeconds(3));
Console.WriteLine($"One-row commits/s on this disk: {string.Join(", ", rates.Select(r => $"{r.Key} connections {r.Value:N0}"))}");

await using var sink = SmtpSink.Start(new SmtpSinkOptions
{
    StartTls = tls,
    Mechanisms = tls ? ["SCRAM-SHA-256"] : [],
    RequireAuthentication = tls,
    KeepContent = false,
});
var server = options.GetValueOrDefault("server")?.Split(':');
var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
{
    ["Smtp:Host"] = server is null ? "localhost" : server[0],
    ["Smtp:Port"] = server is null ? sink.Port.ToString(CultureInfo.InvariantCulture) : server[1],
    ["Smtp:Security"] = server is null && tls ? "starttls" : "none",
    ["Smtp:From"] = "news@firm.example",
    ["Smtp:FromName"] = "Firm News",
    ["Smtp:MaxConnections"] = connections.ToString(CultureInfo.InvariantCulture),
};
if (server is null && tls)
{
    var roots = Path.Combine(Path.GetTempPath(), $"workflows-mail-benchmark-{Guid.CreateVersion7():N}.pem");
    await File.WriteAllTextAsync(roots, sink.Root.ExportCertificatePem());
    (settings["Smtp:TrustedRootsFile"], settings["Smtp:Username"], settings["Smtp:Password"]) = (roots, sink.Options.User, sink.Options.Password);
}

await using var host = await MailHost.CreateAsync(connection, settings);

// One mail through everything first: compilers, prepared statements, the first connections.
await host.EnqueueAsync(-200, 200);
await host.StartDispatchAsync();
await UntilSettledAsync(200);

var processor = ProcessorTime.Now();
var began = Stopwatch.GetTimestamp();
var next = 0;
await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
{
    int from;
    while ((from = Interlocked.Add(ref next, perTransaction) - perTransaction) < mails)
    {
        await host.EnqueueAsync(from, Math.Min(perTransaction, mails - from));
    }
})));
var stored = Stopwatch.GetElapsedTime(began);
await UntilSettledAsync(mails + 200);
var done = Stopwatch.GetElapsedTime(began);
var used = ProcessorTime.Now() - processor;

var sent = await host.CountAsync("status = 'sent'") - 200;
Console.WriteLine(
    $"{mails:N0} mails, {writers} writers x {perTransaction} per transaction, {(server is null ? tls ? "sink with STARTTLS and SCRAM-SHA-256" : "sink" : options["server"])}, limit {connections} connections");
Console.WriteLine($"stored after {stored.TotalSeconds:F2} s, all settled after {done.TotalSeconds:F2} s: {mails / done.TotalSeconds:N0} mails/s end to end, {sent:N0} sent");
Console.WriteLine($"processor {used.Own.TotalSeconds:F1} s here (sink included), {used.PostgreSql.TotalSeconds:F1} s PostgreSQL; peak memory {PeakMemory()} MB; most connections {(server is null ? sink.MostOpenConnections : 0)}");
if (server is null)
{
    Console.WriteLine($"the sink took {sink.Count - 200:N0}, for {sink.Messages.SelectMany(static m => m.Recipients).Distinct(StringComparer.Ordinal).Count() - 200:N0} recipients");
}

async Task UntilSettledAsync(long count)
{
    while (await host.CountAsync("status in ('sent', 'failed', 'in_doubt', 'suppressed', 'render_failed')") < count)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
    }
}

static long PeakMemory() => File.Exists("/proc/self/status")
    ? long.Parse(File.ReadLines("/proc/self/status").First(static l => l.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024
    : Process.GetCurrentProcess().PeakWorkingSet64 / (1024 * 1024);
