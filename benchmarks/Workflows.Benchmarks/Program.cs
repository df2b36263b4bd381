using Workflows.Benchmarks.Durable;
using Workflows.Benchmarks.Measuring;

var connection = args.Length > 0 ? args[0] : throw new InvalidOperationException("Give a connection string.");
var rates = await CommitRate.MeasureAsync(connection, TimeSpan.FromSeconds(4));
Console.WriteLine($"One-row commits/s: {string.Join(", ", rates.Select(r => $"{r.Key} connections {r.Value:N0}"))}");
await using var host = await EngineHost.StartAsync(connection);
await CycleBenchmark.RunAsync(host, rates);
