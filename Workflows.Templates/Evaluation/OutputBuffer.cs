using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Workflows.Templates.Evaluation;

/// <summary>
/// Where a rendering writes. Text is held in one pooled array; with a sink, full pieces are handed on as soon as no capture
/// needs them, so that a long output is never held whole.
/// </summary>
internal sealed class OutputBuffer
{
    private const int FlushLength = 16 * 1024;

    private char[] _buffer = ArrayPool<char>.Shared.Rent(4096);
    private int _length;
    private int _flushed;
    private int _captures;
    private int _maxLength = int.MaxValue;

    /// <summary>Takes the text when the buffer is full; null keeps everything.</summary>
    public Action<ReadOnlyMemory<char>>? Sink { get; set; }

    public int Length => _length;

    public void Reset(int maxLength)
    {
        _length = 0;
        _flushed = 0;
        _captures = 0;
        _maxLength = maxLength;
        Sink = null;

        // One huge page must not keep its memory for ever.
        if (_buffer.Length > 256 * 1024)
        {
            ArrayPool<char>.Shared.Return(_buffer);
            _buffer = ArrayPool<char>.Shared.Rent(4096);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(ReadOnlySpan<char> text)
    {
        if (text.Length > _buffer.Length - _length)
        {
            Grow(text.Length);
        }

        text.CopyTo(_buffer.AsSpan(_length));
        _length += text.Length;
    }

    public void Append(char c)
    {
        if (_length == _buffer.Length)
        {
            Grow(1);
        }

        _buffer[_length++] = c;
    }

    public void Append<T>(T number, CultureInfo culture)
        where T : ISpanFormattable
    {
        int written;
        while (!number.TryFormat(_buffer.AsSpan(_length), out written, default, culture))
        {
            Grow(64);
        }

        _length += written;
    }

    public void AppendIndented(ReadOnlySpan<char> text, ReadOnlySpan<char> indent)
    {
        while (true)
        {
            var newLine = text.IndexOf('\n');
            if (newLine < 0 || newLine == text.Length - 1)
            {
                Append(text);
                return;
            }

            Append(text[..(newLine + 1)]);
            Append(indent);
            text = text[(newLine + 1)..];
        }
    }

    /// <summary>Whether more was written than the limit allows. Looked at between statements, so the excess is bounded by one value.</summary>
    public bool IsOverLimit => _length + (long)_flushed > _maxLength;

    public int BeginCapture()
    {
        _captures++;
        return _length;
    }

    public string EndCapture(int start)
    {
        _captures--;
        var text = new string(_buffer, start, _length - start);
        _length = start;
        return text;
    }

    public void FlushIfLarge()
    {
        if (_length >= FlushLength && _captures == 0 && Sink is not null)
        {
            Flush();
        }
    }

    public void Flush()
    {
        if (Sink is not null && _length > 0)
        {
            Sink(_buffer.AsMemory(0, _length));
            _flushed += _length;
            _length = 0;
        }
    }

    public override string ToString() => new(_buffer, 0, _length);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int more)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + more));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<char>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
