using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Workflows.EndToEnd.Servers;

/// <summary>The product as people run it: a process of its own, spoken to by HTTP and signals only.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log = new();

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public int Id => _process.Id;

    /// <summary>Everything it has said.</summary>
    public IReadOnlyCollection<string> Log => _log;

    /// <summary>Starts the process and returns when it says that it is ready.</summary>
    public static async Task<ServerProcess> StartAsync(ServerSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        var program = Path.Combine(AppContext.BaseDirectory, "Workflows.Server.dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. setup.Arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_TieredPGO"] = "0";
        var server = new ServerProcess(Process.Start(start)!, new Uri($"http://127.0.0.1:{setup.Port}/"));
        await server.UntilReadyAsync();
        return server;
    }

    /// <summary>Adds what the server said to what went wrong.</summary>
    public async Task ExplainAsync(Task work)
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            await work;
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"{error.Message}\n{error.InnerException?.Message}\n{string.Join('\n', _log.TakeLast(40))}", error);
        }
    }

    /// <summary>SIGKILL: no drain, no goodbye.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGSTOP: alive, and not moving.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    /// <summary>SIGCONT.</summary>
    public Task ResumeAsync() => SignalAsync("CONT");

    /// <summary>SIGTERM; gives the exit code.</summary>
    public async Task<int> StopAsync()
    {
        await SignalAsync("TERM");
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private async Task UntilReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(10) };
        var began = Stopwatch.GetTimestamp();
        // The banner comes last: sample data is added while the server answers already.
        while (!_log.Any(static line => line.Contains("  Database: ", StringComparison.Ordinal)) || !await IsReadyAsync(http))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(began) > StartLimit)
            {
                throw new InvalidOperationException($"The server did not become ready:\n{string.Join('\n', _log)}");
            }

            await Task.Delay(Look, TimeProvider.System);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _log.Enqueue(line);
        }
    }
}
