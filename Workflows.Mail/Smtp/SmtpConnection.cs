using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Workflows.Mail.Smtp;

/// <summary>One logged-in SMTP session. Used by one submission at a time; not thread safe.</summary>
internal sealed partial class SmtpConnection : IAsyncDisposable
{
    private static readonly TimeSpan FarewellLimit = TimeSpan.FromSeconds(2);
    private readonly SmtpServerOptions _options;
    private readonly TimeProvider _time;
    private readonly SmtpConversation _session = new();
    private SmtpWire _wire = null!;
    private SmtpCapabilities _server = SmtpCapabilities.None;
    private bool _secure;

    /// <summary>Set once the session must not carry another mail.</summary>
    private bool _broken;

    /// <summary>Set when the last transaction did not end with its content, so that MAIL needs an RSET before it.</summary>
    private bool _needsReset;

    private SmtpConnection(SmtpServerOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        LastUsed = time.GetTimestamp();
    }

    /// <summary>Whether another mail may be sent here.</summary>
    public bool IsUsable => !_broken && MessagesSent < _options.MaxMessagesPerConnection;

    public int MessagesSent { get; private set; }

    /// <summary>Time stamp of the last use.</summary>
    public long LastUsed { get; private set; }

    /// <summary>Connects, protects and logs in.</summary>
    /// <exception cref="SmtpSessionException">Any of that failed; <paramref name="log"/> tells how far it came.</exception>
    public static async Task<SmtpConnection> OpenAsync(
        SmtpServerOptions options, TimeProvider time, Action<SmtpConversation> log, CancellationToken cancellationToken)
    {
        var connection = new SmtpConnection(options, time);
        log(connection._session);
        try
        {
            await connection.ConnectAsync(cancellationToken);
            await connection.GreetAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Says QUIT and closes. Waits briefly for the answer, so that the server has let go before another connection is opened.
    /// </summary>
    public async Task QuitAsync()
    {
        if (!_broken)
        {
            try
            {
                await _wire.WriteAsync("QUIT\r\n"u8.ToArray(), SubmissionStage.Answer, FarewellLimit, CancellationToken.None);
                await _wire.ReadReplyAsync(SubmissionStage.Answer, FarewellLimit, CancellationToken.None);
            }
            catch (SmtpSessionException)
            {
                // The connection is being given up anyway; QUIT is only manners.
                _broken = true;
            }
        }

        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _broken = true;
        if (_wire is not null)
        {
            await _wire.DisposeAsync();
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var timer = new CancellationTokenSource(_options.Timeouts.Connect, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            await socket.ConnectAsync(_options.Host, _options.Port, both.Token);
        }
        catch (Exception e) when (e is SocketException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            socket.Dispose();
            var why = e is SocketException ? e.Message : $"no connection within {_options.Timeouts.Connect}";
            _session.Note($"could not connect to {_options.Host}:{_options.Port}: {why}");
            throw new SmtpSessionException(
                SubmissionStage.Connect, $"Could not connect to {_options.Host}:{_options.Port}: {why}.", inner: e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        _session.Note($"connected to {_options.Host}:{_options.Port}");
        _wire = new SmtpWire(new NetworkStream(socket, ownsSocket: true), _time);
        if (_options.Security == SmtpSecurity.ImplicitTls)
        {
            await ProtectAsync(cancellationToken);
        }
    }

    private async Task GreetAsync(CancellationToken cancellationToken)
    {
        var greeting = await _wire.ReadReplyAsync(SubmissionStage.Greeting, _options.Timeouts.Greeting, cancellationToken);
        _session.Server(greeting);
        if (greeting.Code != 220)
        {
            throw new SmtpSessionException(SubmissionStage.Greeting, "The server does not accept sessions.", greeting);
        }

        await HelloAsync(cancellationToken);
        if (_options.Security is SmtpSecurity.StartTls or SmtpSecurity.StartTlsWhenOffered)
        {
            await StartTlsAsync(cancellationToken);
        }

        if (_options.Credentials is not null)
        {
            await AuthenticateAsync(_options.Credentials, cancellationToken);
        }
    }

    private async Task HelloAsync(CancellationToken cancellationToken)
    {
        var reply = await CommandAsync($"EHLO {_options.LocalName}", SubmissionStage.Hello, cancellationToken);
        if (reply.IsPositive)
        {
            _server = SmtpCapabilities.Read(reply);
            return;
        }

        _server = SmtpCapabilities.None;
        if (reply.IsPermanent)
        {
            // A server older than RFC 1869 knows HELO only.
            reply = await CommandAsync($"HELO {_options.LocalName}", SubmissionStage.Hello, cancellationToken);
        }

        if (!reply.IsPositive)
        {
            throw new SmtpSessionException(SubmissionStage.Hello, "The server refused our greeting.", reply);
        }
    }

    private async Task StartTlsAsync(CancellationToken cancellationToken)
    {
        if (!_server.StartTls)
        {
            if (_options.Security == SmtpSecurity.StartTlsWhenOffered)
            {
                return;
            }

            throw new SmtpSessionException(SubmissionStage.Tls, "The server does not offer STARTTLS, and mail may not go without it.");
        }

        var reply = await CommandAsync("STARTTLS", SubmissionStage.Tls, cancellationToken);
        if (reply.Code != 220)
        {
            throw new SmtpSessionException(SubmissionStage.Tls, "The server refused STARTTLS.", reply);
        }

        if (_wire.HasUnreadInput)
        {
            // Text sent before the handshake would be taken for answers given inside TLS: somebody injects.
            throw new SmtpSessionException(SubmissionStage.Tls, "The server sent plain text after agreeing to STARTTLS.");
        }

        await ProtectAsync(cancellationToken);
        await HelloAsync(cancellationToken);
    }

    private async Task ProtectAsync(CancellationToken cancellationToken)
    {
        var tls = new SslStream(_wire.Stream, leaveInnerStreamOpen: false);
        using var timer = new CancellationTokenSource(_options.Timeouts.Handshake, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            await tls.AuthenticateAsClientAsync(TlsOptions(), both.Token);
        }
        catch (Exception e) when (e is AuthenticationException or IOException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            await tls.DisposeAsync();
            _session.Note($"TLS failed: {e.Message}");
            throw new SmtpSessionException(SubmissionStage.Tls, $"The TLS handshake failed: {e.Message}", inner: e);
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }

        _secure = true;
        _session.Note($"{tls.SslProtocol} {tls.NegotiatedCipherSuite}");
        _wire.Upgrade(tls);
    }

    private SslClientAuthenticationOptions TlsOptions()
    {
        var revocation = _options.CheckRevocation ? X509RevocationMode.Online : X509RevocationMode.NoCheck;
        var tls = new SslClientAuthenticationOptions
        {
            TargetHost = _options.CertificateName ?? _options.Host,
            CertificateRevocationCheckMode = revocation,
        };
        if (_options.TrustedRoots.Count > 0)
        {
            tls.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = revocation,
            };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(_options.TrustedRoots);
        }

        return tls;
    }

    private async Task<SmtpReply> CommandAsync(string command, SubmissionStage stage, CancellationToken cancellationToken)
    {
        _session.Client(command);
        await _wire.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), stage, _options.Timeouts.Command, cancellationToken);
        var reply = await _wire.ReadReplyAsync(stage, _options.Timeouts.Command, cancellationToken);
        _session.Server(reply);
        return reply;
    }
}
