using System.Diagnostics;

namespace Workflows.Benchmarks;

/// <summary>The benchmark program of one room, run as a process of its own; its output goes to ours.</summary>
internal static class RoomBenchmark
{
    public static async Task RunAsync(string room, params string[] arguments)
    {
        Console.WriteLine();
        Console.WriteLine($"{room}:");
        var program = Path.Combine(AppContext.BaseDirectory, $"Workflows.{room}.Benchmarks.dll");
        using var process = Process.Start(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. arguments]);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"The benchmark of {room} ended with {process.ExitCode}.");
        }
    }
}
