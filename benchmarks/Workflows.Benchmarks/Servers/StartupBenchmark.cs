using Workflows.PostgreSql.Embedded;

namespace Workflows.Benchmarks.Servers;

/// <summary>From the start of the server's process to the first 200 of an authenticated ticket list, on an existing database.</summary>
internal static class StartupBenchmark
{
    private const int Runs = 5;
    private const string Path = "api/support/tickets/";

    /// <param name="program">The server: <c>Workflows.Server.dll</c> as built or as published.</param>
    public static async Task RunAsync(string program)
    {
        Console.WriteLine();
        Console.WriteLine($"First request: process start until the first 200 of GET /{Path} with a token, {Runs} starts each, {program}");
        Console.WriteLine("| private PostgreSQL | median s | fastest | slowest | processor time s | RSS MB |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|");
        var folder = Directory.CreateTempSubdirectory("workflows-startup-").FullName;
        try
        {
            string token;
            await using (var first = ServerRun.Start(program, folder, sampleData: true))
            {
                await first.UntilSaidAsync("  Database: ");
                token = await first.SignInAsync("manager@northwind.example");
                await first.UntilAnsweredAsync(Path);
            }

            await MeasureAsync(program, folder, token, "not running");
            await using var postgres = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions { DataDirectory = folder });
            await MeasureAsync(program, folder, token, "running already");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(string program, string folder, string token, string what)
    {
        var seconds = new List<double>();
        var busy = new List<double>();
        var rss = 0L;
        for (var i = 0; i < Runs; i++)
        {
            await using var server = ServerRun.Start(program, folder);
            server.UseToken(token);
            seconds.Add((await server.UntilAnsweredAsync(Path)).TotalSeconds);
            busy.Add(server.ProcessorSeconds);
            rss = server.WorkingSetMegabytes;
        }

        seconds.Sort();
        busy.Sort();
        Console.WriteLine($"| {what} | {seconds[Runs / 2]:F2} | {seconds[0]:F2} | {seconds[^1]:F2} | {busy[Runs / 2]:F2} | {rss} |");
    }
}
