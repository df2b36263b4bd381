using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Workflows.Testing.PostgreSql;

/// <summary>
/// A network between a program and PostgreSQL that breaks where a test says: before a statement arrives, or after it was carried
/// out and before the program hears of it. Recognises statements by their text, so the text must be sent: the first use of a
/// prepared statement on a connection does, and <c>COMMIT</c> always does.
/// </summary>
public sealed class FaultyLink : IAsyncDisposable
{
    private const int BufferSize = 16 * 1024;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly IPEndPoint _server;
    private readonly Lock _gate = new();
    private readonly List<Fault> _faults = [];
    private readonly List<Task> _links = [];
    private readonly Task _accepting;

    private FaultyLink(NpgsqlConnectionStringBuilder target)
    {
        _server = new IPEndPoint(Dns.GetHostAddresses(target.Host!)[0], target.Port);
        _listener.Start();
        target.Host = IPAddress.Loopback.ToString();
        target.Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        ConnectionString = target.ConnectionString;
        _accepting = AcceptAsync();
    }

    /// <summary>The same database, through this link.</summary>
    public string ConnectionString { get; }

    /// <summary>Opens a link to the server of a connection string.</summary>
    public static FaultyLink To(string connectionString) => new(new NpgsqlConnectionStringBuilder(connectionString));

    /// <summary>
    /// The next statement with this text is carried out, and then its connection breaks: the outcome is unknown to the program. The
    /// task completes when that has happened.
    /// </summary>
    public Task LoseAnswerAsync(string text) => Arm(text, arrives: true);

    /// <summary>The connection breaks before the next statement with this text arrives. The task completes when it has.</summary>
    public Task LoseRequestAsync(string text) => Arm(text, arrives: false);

    /// <summary>Breaks every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        Task[] links;
        lock (_gate)
        {
            links = [.. _links];
        }

        await Task.WhenAll(links);
        _stop.Dispose();
    }

    private Task Arm(string text, bool arrives)
    {
        var fault = new Fault(text, arrives);
        lock (_gate)
        {
            _faults.Add(fault);
        }

        return fault.Happened.Task;
    }

    private Fault? Take(string sent)
    {
        lock (_gate)
        {
            var fault = _faults.Find(f => sent.Contains(f.Text, StringComparison.Ordinal));
            if (fault is not null)
            {
                _faults.Remove(fault);
            }

            return fault;
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                lock (_gate)
                {
                    _links.Add(Task.Run(() => LinkAsync(client)));
                }
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    private async Task LinkAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        near.LingerState = new LingerOption(true, 0);
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        try
        {
            await far.ConnectAsync(_server, broken.Token);
            var link = new Link(near.GetStream(), far.GetStream());
            await Task.WhenAny(SendAsync(link, broken.Token), AnswerAsync(link, broken.Token));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
            return;
        }
        finally
        {
            await broken.CancelAsync();
        }
    }

    private async Task SendAsync(Link link, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        var recent = string.Empty;
        try
        {
            while (await link.Near.ReadAsync(buffer, cancellationToken) is var count and > 0)
            {
                // A text may be cut in two; what is recognised once is forgotten.
                recent = string.Concat(recent.AsSpan(Math.Max(0, recent.Length - BufferSize)), Encoding.Latin1.GetString(buffer, 0, count));
                if (Take(recent) is { } fault)
                {
                    recent = string.Empty;
                    if (!fault.Arrives)
                    {
                        fault.Happened.TrySetResult();
                        return;
                    }

                    link.Losing = fault;
                }

                await link.Far.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
        }
        catch (Exception end) when (end is IOException or OperationCanceledException or ObjectDisposedException)
        {
            return;
        }
    }

    private static async Task AnswerAsync(Link link, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        try
        {
            while (await link.Far.ReadAsync(buffer, cancellationToken) is var count and > 0)
            {
                if (link.Losing is not { } fault)
                {
                    await link.Near.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                }
                else if (IsReady(buffer.AsSpan(0, count)))
                {
                    fault.Happened.TrySetResult();
                    return;
                }
            }
        }
        catch (Exception end) when (end is IOException or OperationCanceledException or ObjectDisposedException)
        {
            return;
        }
    }

    // "ReadyForQuery" ends every answer: the statement, and its transaction where it is one, is over.
    private static bool IsReady(ReadOnlySpan<byte> answer) => answer.Length >= 6 && answer[^6..^1].SequenceEqual("Z\0\0\0\x05"u8);

    private sealed record Fault(string Text, bool Arrives)
    {
        public TaskCompletionSource Happened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed record Link(NetworkStream Near, NetworkStream Far)
    {
        private volatile Fault? _losing;

        public Fault? Losing
        {
            get => _losing;
            set => _losing = value;
        }
    }
}
