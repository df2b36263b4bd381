using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Workflows.Mail.Smtp;

/// <summary>Lines out, replies in, each with its time limit. Knows nothing of what they mean.</summary>
internal sealed class SmtpWire : IAsyncDisposable
{
    private const int MaxReplyBytes = 64 * 1024;
    private readonly TimeProvider _time;
    private byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    public SmtpWire(Stream stream, TimeProvider time)
    {
        Stream = stream;
        _time = time;
    }

    public Stream Stream { get; private set; }

    /// <summary>Whether the server has sent something not yet read.</summary>
    public bool HasUnreadInput => _end > _start;

    /// <summary>Swaps in the protected stream. What was read before must be nothing: it could be an injected plain text answer.</summary>
    public void Upgrade(Stream stream) => Stream = stream;

    public async Task WriteAsync(
        ReadOnlyMemory<byte> data, SubmissionStage stage, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(limit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            await Stream.WriteAsync(data, both.Token);
            await Stream.FlushAsync(both.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SmtpSessionException(stage, $"The server did not read within {limit}.", inner: e);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            throw new SmtpSessionException(stage, $"The connection was lost while writing: {e.Message}", inner: e);
        }
    }

    public async Task<SmtpReply> ReadReplyAsync(SubmissionStage stage, TimeSpan limit, CancellationToken cancellationToken)
    {
        List<string>? earlier = null;
        var scanned = 0;
        var total = 0;
        CancellationTokenSource? timer = null;
        CancellationTokenSource? both = null;
        try
        {
            while (true)
            {
                var newline = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
                if (newline >= 0)
                {
                    var length = scanned + newline;
                    var line = _buffer.AsSpan(_start, length).TrimEnd((byte)'\r');
                    var (code, last, text) = ReadLine(line, stage);
                    _start += length + 1;
                    scanned = 0;
                    total += length;
                    if (last)
                    {
                        return new SmtpReply(code, earlier is null ? [text] : [.. earlier, text]);
                    }

                    (earlier ??= []).Add(text);
                    continue;
                }

                scanned = _end - _start;
                if (total + scanned > MaxReplyBytes)
                {
                    throw new SmtpSessionException(stage, "The server's answer does not end.");
                }

                timer ??= new CancellationTokenSource(limit, _time);
                both ??= CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
                await FillAsync(stage, both.Token);
            }
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SmtpSessionException(stage, $"The server did not answer within {limit}.", inner: e);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            throw new SmtpSessionException(stage, $"The connection was lost while waiting for an answer: {e.Message}", inner: e);
        }
        finally
        {
            both?.Dispose();
            timer?.Dispose();
        }
    }

    public ValueTask DisposeAsync() => Stream.DisposeAsync();

    private static (int Code, bool Last, string Text) ReadLine(ReadOnlySpan<byte> line, SubmissionStage stage)
    {
        if (line.Length < 3 || !Utf8Parser.TryParse(line[..3], out int code, out var used) || used != 3 || code is < 200 or > 599
            || (line.Length > 3 && line[3] is not ((byte)' ' or (byte)'-')))
        {
            throw new SmtpSessionException(stage, "The server sent something that is not an SMTP answer.");
        }

        var text = Encoding.UTF8.GetString(line.Length > 4 ? line[4..] : default);
        return (code, line.Length == 3 || line[3] == ' ', text.Any(char.IsControl) ? Printable(text) : text);
    }

    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));

    private async Task FillAsync(SubmissionStage stage, CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_end == _buffer.Length && _start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = await Stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        if (read == 0)
        {
            throw new SmtpSessionException(stage, "The server closed the connection.");
        }

        _end += read;
    }
}
