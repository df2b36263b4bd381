using System.Text;

namespace Workflows.Testing.Smtp;

/// <summary>Buffered lines in, collected answers out.</summary>
internal sealed class SinkWire(Stream stream)
{
    private readonly StringBuilder _answers = new();
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    public Stream Stream => stream;

    public bool HasLine => _buffer.AsSpan(_start, _end - _start).Contains((byte)'\n');

    public void Write(string text) => _answers.Append(text);

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_answers.Length > 0)
        {
            var bytes = Encoding.UTF8.GetBytes(_answers.ToString());
            _answers.Clear();
            await stream.WriteAsync(bytes, cancellationToken);
            await stream.FlushAsync(cancellationToken);
        }
    }

    public async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var end = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (end >= 0)
            {
                var line = Encoding.UTF8.GetString(_buffer.AsSpan(_start, end).TrimEnd((byte)'\r'));
                _start += end + 1;
                return line;
            }

            if (!await FillAsync(cancellationToken))
            {
                return null;
            }
        }
    }

    /// <summary>Whatever is there, at least one byte and at most <paramref name="most"/>; empty at the end of input.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadSomeAsync(int most, CancellationToken cancellationToken)
    {
        if (_start == _end && !await FillAsync(cancellationToken))
        {
            return default;
        }

        var some = _buffer.AsMemory(_start, Math.Min(most, _end - _start));
        _start += some.Length;
        return some;
    }

    /// <summary>Gives back the last <paramref name="count"/> bytes of what was just read.</summary>
    public void Unread(int count) => _start -= count;

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_end == _buffer.Length)
        {
            if (_start == 0)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }
            else
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                _end -= _start;
                _start = 0;
            }
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        return read > 0;
    }
}
