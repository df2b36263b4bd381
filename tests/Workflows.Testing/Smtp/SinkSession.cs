using System.Buffers;
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Workflows.Testing.Smtp;

/// <summary>One connection of the sink.</summary>
internal sealed partial class SinkSession
{
    private readonly SmtpSink _sink;
    private readonly SmtpSinkOptions _options;
    private readonly Socket _socket;
    private readonly int _number;
    private readonly List<string> _recipients = [];
    private readonly List<IReadOnlyList<string>> _recipientParameters = [];
    private readonly ArrayBufferWriter<byte> _chunks = new();
    private SinkWire _wire;
    private bool _secure;
    private string? _user;
    private string? _sender;
    private IReadOnlyList<string> _senderParameters = [];
    private string? _recipient;
    private int _transaction;
    private bool _closed;
    private bool _left;

    public SinkSession(SmtpSink sink, Socket socket, int number)
    {
        _sink = sink;
        _options = sink.Options;
        _socket = socket;
        _number = number;
        _wire = new SinkWire(new NetworkStream(socket, ownsSocket: false));
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_options.ImplicitTls)
            {
                await ProtectAsync(cancellationToken);
            }

            if (!await InterferesAsync(SinkStage.Connect, cancellationToken))
            {
                Say(220, null, "sink.test ESMTP");
            }

            while (!_closed)
            {
                // Answers are collected while more commands wait, which is what makes pipelining fast.
                if (!_wire.HasLine)
                {
                    await _wire.FlushAsync(cancellationToken);
                }

                if (await _wire.ReadLineAsync(cancellationToken) is not { } line)
                {
                    break;
                }

                await HandleAsync(line, cancellationToken);
            }

            await _wire.FlushAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or AuthenticationException
            or ObjectDisposedException or SinkDropException)
        {
            // The client or the script ended the session.
        }
        finally
        {
            Leave();
            _socket.Dispose();
        }
    }

    private async Task HandleAsync(string line, CancellationToken cancellationToken)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var verb = (space < 0 ? line : line[..space]).ToUpperInvariant();
        var rest = space < 0 ? "" : line[(space + 1)..];
        switch (verb)
        {
            case "EHLO":
            case "HELO":
                await HelloAsync(verb, cancellationToken);
                break;
            case "STARTTLS" when _options.StartTls && !_secure:
                await StartTlsAsync(cancellationToken);
                break;
            case "AUTH" when _options.Mechanisms.Count > 0 && _user is null:
                await AuthenticateAsync(rest, cancellationToken);
                break;
            case "MAIL":
                await MailAsync(rest, cancellationToken);
                break;
            case "RCPT":
                await RecipientAsync(rest, cancellationToken);
                break;
            case "DATA":
                await DataAsync(cancellationToken);
                break;
            case "BDAT" when _options.Chunking:
                await ChunkAsync(rest, cancellationToken);
                break;
            case "RSET":
                Reset();
                Say(250, "2.0.0", "forgotten");
                break;
            case "NOOP":
                Say(250, "2.0.0", "nothing done");
                break;
            case "QUIT":
                Leave();
                Say(221, "2.0.0", "bye");
                _closed = true;
                break;
            default:
                Say(500, "5.5.1", "command not known");
                break;
        }
    }

    private async Task HelloAsync(string verb, CancellationToken cancellationToken)
    {
        if (await InterferesAsync(SinkStage.Hello, cancellationToken))
        {
            return;
        }

        Reset();
        if (verb is "HELO")
        {
            Say(250, null, "sink.test");
            return;
        }

        if (!_options.Extended)
        {
            Say(500, null, "command not known");
            return;
        }

        var lines = new List<string> { "sink.test" };
        Offer(_options.Pipelining, "PIPELINING");
        Offer(_options.Size is not null, string.Create(CultureInfo.InvariantCulture, $"SIZE {_options.Size}"));
        Offer(_options.StartTls && !_secure, "STARTTLS");
        Offer(_options.Mechanisms.Count > 0, "AUTH " + string.Join(' ', _options.Mechanisms));
        Offer(_options.EnhancedStatusCodes, "ENHANCEDSTATUSCODES");
        Offer(_options.EightBitMime, "8BITMIME");
        Offer(_options.SmtpUtf8, "SMTPUTF8");
        Offer(_options.Chunking, "CHUNKING");
        Offer(_options.Dsn, "DSN");
        for (var i = 0; i < lines.Count; i++)
        {
            _wire.Write($"250{(i == lines.Count - 1 ? ' ' : '-')}{lines[i]}\r\n");
        }

        void Offer(bool condition, string extension)
        {
            if (condition)
            {
                lines.Add(extension);
            }
        }
    }

    private async Task StartTlsAsync(CancellationToken cancellationToken)
    {
        if (await InterferesAsync(SinkStage.StartTls, cancellationToken))
        {
            return;
        }

        Say(220, "2.0.0", "go ahead");
        await _wire.FlushAsync(cancellationToken);
        await ProtectAsync(cancellationToken);
        Reset();
    }

    private async Task ProtectAsync(CancellationToken cancellationToken)
    {
        var tls = new SslStream(_wire.Stream, leaveInnerStreamOpen: false);
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = _sink.Certificate }, cancellationToken);
        _wire = new SinkWire(tls);
        _secure = true;
    }

    /// <summary>Lets the script act. True means the command has been answered.</summary>
    private async Task<bool> InterferesAsync(SinkStage stage, CancellationToken cancellationToken)
    {
        if (_sink.Script?.Invoke(new SinkContext(stage, _number, _transaction, _sender, _recipient)) is not { } action)
        {
            return false;
        }

        if (action.Waits is { } wait)
        {
            await _wire.FlushAsync(cancellationToken);
            await wait(cancellationToken);
            return false;
        }

        if (action.Code != 0)
        {
            _wire.Write(string.Create(CultureInfo.InvariantCulture, $"{action.Code} {action.Text}\r\n"));
        }

        if (action.Drops)
        {
            Leave();
            if (action.Code != 0)
            {
                await _wire.FlushAsync(cancellationToken);
            }
            else
            {
                // A reset instead of an orderly end: what the client meets when a server dies.
                _socket.LingerState = new LingerOption(true, 0);
            }

            throw new SinkDropException();
        }

        return true;
    }

    private void Say(int code, string? status, string text)
    {
        var enhanced = status is not null && _options.EnhancedStatusCodes ? status + " " : "";
        _wire.Write(string.Create(CultureInfo.InvariantCulture, $"{code} {enhanced}{text}\r\n"));
    }

    /// <summary>Counts the connection as closed before the client can know: what it opens next must not count beside it.</summary>
    private void Leave()
    {
        if (!_left)
        {
            _left = true;
            _sink.Closed();
        }
    }

    private void Reset()
    {
        _sender = null;
        _recipient = null;
        _recipients.Clear();
        _recipientParameters.Clear();
        _chunks.ResetWrittenCount();
    }
}
