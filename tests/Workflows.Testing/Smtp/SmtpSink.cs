using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Workflows.Mail.Smtp;

namespace Workflows.Testing.Smtp;

/// <summary>A real SMTP server on loopback that records what it takes and misbehaves on demand.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<SinkMessage> _messages = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];
    private readonly List<Task> _sessions = [];
    private readonly SinkCertificate? _certificate;
    private readonly Lock _gate = new();
    private Task _accepting = Task.CompletedTask;
    private int _connections;
    private int _open;
    private int _mostOpen;
    private volatile Func<SinkContext, SinkAction?>? _script;

    private SmtpSink(SmtpSinkOptions options)
    {
        Options = options;
        if (options.StartTls || options.ImplicitTls)
        {
            _certificate = SinkCertificate.Create(options.CertificateNames, options.CertificateExpired);
        }

        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
    }

    /// <summary>What it offers.</summary>
    public SmtpSinkOptions Options { get; }

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Asked at every point of every session, from many threads; null or a null answer means: behave.</summary>
    public Func<SinkContext, SinkAction?>? Script
    {
        get => _script;
        set => _script = value;
    }

    /// <summary>The authority to trust; throws without TLS.</summary>
    public X509Certificate2 Root => _certificate?.Root ?? throw new InvalidOperationException("The sink was started without TLS.");

    /// <summary>What was taken so far.</summary>
    public IReadOnlyList<SinkMessage> Messages
    {
        get
        {
            lock (_gate)
            {
                return [.. _messages];
            }
        }
    }

    /// <summary>Number of mails taken so far.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _messages.Count;
            }
        }
    }

    /// <summary>Connections accepted so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Connections open now.</summary>
    public int OpenConnections => Volatile.Read(ref _open);

    /// <summary>Most connections ever open at once.</summary>
    public int MostOpenConnections => Volatile.Read(ref _mostOpen);

    internal X509Certificate2? Certificate => _certificate?.Leaf;

    /// <summary>Starts a sink on a free port.</summary>
    public static SmtpSink Start(SmtpSinkOptions? options = null)
    {
        var sink = new SmtpSink(options ?? new SmtpSinkOptions());
        sink._accepting = sink.AcceptAsync();
        return sink;
    }

    /// <summary>Client options that fit this sink: host, port, protection, trust and login.</summary>
    public SmtpServerOptions ClientOptions() => new()
    {
        Host = "localhost",
        Port = Port,
        Security = Options.ImplicitTls ? SmtpSecurity.ImplicitTls : Options.StartTls ? SmtpSecurity.StartTls : SmtpSecurity.None,
        TrustedRoots = _certificate is null ? [] : [_certificate.Root],
        Credentials = Options.Mechanisms.Count == 0 ? null
            : Options.Mechanisms.Contains("XOAUTH2", StringComparer.Ordinal)
                ? SmtpCredentials.AccessToken(Options.User, _ => ValueTask.FromResult(Options.Password))
                : SmtpCredentials.Password(Options.User, Options.Password),
    };

    /// <summary>Completes when at least <paramref name="count"/> mails were taken.</summary>
    public Task WaitForAsync(int count, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_messages.Count >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((count, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Forgets the mails taken so far.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _messages.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        Task[] sessions;
        lock (_gate)
        {
            sessions = [.. _sessions];
        }

        await Task.WhenAll(sessions);
        _certificate?.Dispose();
        _stop.Dispose();
    }

    internal void Record(SinkMessage message)
    {
        lock (_gate)
        {
            _messages.Add(message);
            for (var i = _waiters.Count - 1; i >= 0; i--)
            {
                if (_messages.Count >= _waiters[i].Count)
                {
                    _waiters[i].Reached.TrySetResult();
                    _waiters.RemoveAt(i);
                }
            }
        }
    }

    internal void Closed() => Interlocked.Decrement(ref _open);

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync(_stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            socket.NoDelay = true;
            var open = Interlocked.Increment(ref _open);
            int seen;
            while (open > (seen = Volatile.Read(ref _mostOpen)) && Interlocked.CompareExchange(ref _mostOpen, open, seen) != seen)
            {
            }

            var session = new SinkSession(this, socket, Interlocked.Increment(ref _connections));
            var task = Task.Run(() => session.RunAsync(_stop.Token), CancellationToken.None);
            lock (_gate)
            {
                _sessions.RemoveAll(t => t.IsCompleted);
                _sessions.Add(task);
            }
        }
    }
}
