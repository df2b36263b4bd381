using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Workflows.Benchmarks.Servers;

/// <summary>The product as people run it: <c>dotnet Workflows.Server.dll</c>, spoken to by HTTP.</summary>
internal sealed class ServerRun : IAsyncDisposable
{
    public const string Password = "an unlikely phrase 7";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly List<string> _log = [];

    private ServerRun(Process process, int port)
    {
        _process = process;
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/"), Timeout = TimeSpan.FromSeconds(100) };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Http { get; }

    /// <summary>When the process was started; for <see cref="Stopwatch.GetElapsedTime(long)"/>.</summary>
    public long StartedAt { get; private init; }

    public long WorkingSetMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576;
        }
    }

    /// <summary>Processor time of the server's process so far.</summary>
    public double ProcessorSeconds
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>Starts the process and returns at once.</summary>
    public static ServerRun Start(string program, string dataDirectory, bool sampleData = false, params string[] settings)
    {
        var port = FreePort();
        string[] arguments =
        [
            program, $"--urls=http://127.0.0.1:{port}", $"--Workflows:DataDirectory={dataDirectory}",
            $"--Workflows:Admin:Password={Password}", .. settings,
            .. sampleData ? new[] { "--seed-demo", $"--Workflows:Demo:Password={Password}" } : [],
        ];
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = sampleData ? "Development" : "Production";
        var began = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        return new ServerRun(process, port) { StartedAt = began };
    }

    /// <summary>Asks until the first 200; gives how long after the process start it came.</summary>
    public async Task<TimeSpan> UntilAnsweredAsync(string path)
    {
        while (Stopwatch.GetElapsedTime(StartedAt) < Patience && !_process.HasExited)
        {
            try
            {
                using var answer = await Http.GetAsync(path);
                if (answer.IsSuccessStatusCode)
                {
                    await answer.Content.ReadAsByteArrayAsync();
                    return Stopwatch.GetElapsedTime(StartedAt);
                }

                Keep($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(Look, TimeProvider.System);
        }

        throw new InvalidOperationException($"The server did not answer {path}:\n{string.Join('\n', _log.TakeLast(40))}");
    }

    /// <summary>Signs in and sends the token with every request from now on.</summary>
    public async Task<string> SignInAsync(string login)
    {
        var answer = await SendAsync("POST", "api/auth/login", JsonSerializer.Serialize(new { login, password = Password }));
        var token = answer.GetProperty("access_token").GetString()!;
        UseToken(token);
        return token;
    }

    public void UseToken(string token) => Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

    public async Task<JsonElement> SendAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(text.Length == 0 ? "null" : text).RootElement
            : throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {text}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            {
                await kill.WaitForExitAsync();
            }

            await _process.WaitForExitAsync();
        }

        Http.Dispose();
        _process.Dispose();
    }

    /// <summary>Waits for a line that holds the text.</summary>
    public async Task UntilSaidAsync(string text)
    {
        while (!Said(text))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(StartedAt) > Patience)
            {
                throw new InvalidOperationException($"The server never said '{text}':\n{string.Join('\n', _log)}");
            }

            await Task.Delay(Look, TimeProvider.System);
        }
    }

    private bool Said(string text)
    {
        lock (_log)
        {
            return _log.Exists(line => line.Contains(text, StringComparison.Ordinal));
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (_log)
            {
                _log.Add(line);
            }
        }
    }
}
