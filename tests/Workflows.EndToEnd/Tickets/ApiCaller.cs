using System.Net;
using System.Text;
using System.Text.Json;

namespace Workflows.EndToEnd.Tickets;

/// <summary>A client that repeats a request until it is answered, as every caller must that has an <c>Idempotency-Key</c>.</summary>
public sealed class ApiCaller : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly HttpClient[] _servers;
    private int _repeated;

    public ApiCaller(params Uri[] servers) => _servers = [.. servers.Select(static address => new HttpClient(new SocketsHttpHandler
    {
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
    })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(60),
    })];

    /// <summary>How many requests got no answer and were sent again.</summary>
    public int Repeated => _repeated;

    /// <summary>Sends until somebody answers; gives status and body. Refusals (4xx) are answers.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> CallAsync(
        string method, string path, string? body, string? apiKey, string? idempotencyKey = null, int server = 0, string? token = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        var why = "nothing";
        for (var attempt = 0; TimeProvider.System.GetElapsedTime(began) < Patience; attempt++)
        {
            try
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path);
                request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
                Header(request, "X-Api-Key", apiKey);
                Header(request, "Idempotency-Key", idempotencyKey);
                Header(request, "Authorization", token is null ? null : $"Bearer {token}");
                using var answer = await _servers[(server + attempt) % _servers.Length].SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                if ((int)answer.StatusCode < 500 && answer.StatusCode != HttpStatusCode.TooManyRequests)
                {
                    var json = text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
                    if (answer.StatusCode != HttpStatusCode.Conflict || json.GetProperty("code").GetString() != "idempotency_in_progress")
                    {
                        return (answer.StatusCode, json);
                    }
                }

                why = text;
            }
            catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
            {
                why = error.Message;
            }

            Interlocked.Increment(ref _repeated);
            await Task.Delay(Pause, TimeProvider.System);
        }

        throw new TimeoutException($"{method} {path} was not answered in {Patience}; last: {why}");
    }

    public async Task<JsonElement> MustAsync(string method, string path, string? body, string? apiKey, string? token = null)
    {
        var (status, answer) = await CallAsync(method, path, body, apiKey, token: token);
        return (int)status < 300 ? answer : throw new InvalidOperationException($"{method} {path}: {status} {answer}");
    }

    public void Dispose() => Array.ForEach(_servers, static server => server.Dispose());

    private static void Header(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
