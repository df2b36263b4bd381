using System.Buffers;
using System.Globalization;

namespace Workflows.Testing.Smtp;

internal sealed partial class SinkSession
{
    private async Task MailAsync(string rest, CancellationToken cancellationToken)
    {
        if (!TryReadPath(rest, "FROM:", out var path, out var parameters))
        {
            Say(501, "5.5.4", "malformed sender");
            return;
        }

        _transaction++;
        if (_sender is not null)
        {
            Say(503, "5.5.1", "nested MAIL");
            return;
        }

        if (_options.RequireAuthentication && _user is null)
        {
            Say(530, "5.7.0", "authentication required");
            return;
        }

        _sender = path;
        if (await InterferesAsync(SinkStage.Sender, cancellationToken))
        {
            _sender = null;
            return;
        }

        _senderParameters = parameters;
        Say(250, "2.1.0", "sender ok");
    }

    private async Task RecipientAsync(string rest, CancellationToken cancellationToken)
    {
        if (_sender is null)
        {
            Say(503, "5.5.1", "need MAIL first");
            return;
        }

        if (!TryReadPath(rest, "TO:", out var path, out var parameters) || path.Length == 0)
        {
            Say(501, "5.1.3", "malformed recipient");
            return;
        }

        _recipient = path;
        if (!await InterferesAsync(SinkStage.Recipient, cancellationToken))
        {
            _recipients.Add(path);
            _recipientParameters.Add(parameters);
            Say(250, "2.1.5", "recipient ok");
        }
    }

    private async Task DataAsync(CancellationToken cancellationToken)
    {
        if (_recipients.Count == 0)
        {
            Say(_sender is null ? 503 : 554, "5.5.1", "no valid recipients");
            return;
        }

        if (await InterferesAsync(SinkStage.Data, cancellationToken))
        {
            return;
        }

        Say(354, null, "end with a dot");
        await _wire.FlushAsync(cancellationToken);
        var content = await ReadDottedAsync(cancellationToken);
        await FinishAsync(content, chunked: false, cancellationToken);
    }

    private async Task ChunkAsync(string rest, CancellationToken cancellationToken)
    {
        var words = rest.Split(' ');
        if (!int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
        {
            // Without a size nobody knows where the next command starts.
            Say(501, "5.5.4", "malformed size");
            _closed = true;
            return;
        }

        var refused = _recipients.Count == 0;
        if (refused)
        {
            Say(503, "5.5.1", "no valid recipients");
        }
        else
        {
            refused = await InterferesAsync(SinkStage.Data, cancellationToken);
        }

        var asked = false;
        while (size > 0)
        {
            if (!asked && !refused)
            {
                asked = true;
                refused = await InterferesAsync(SinkStage.Content, cancellationToken);
            }

            var some = await _wire.ReadSomeAsync(size, cancellationToken);
            if (some.Length == 0)
            {
                throw new IOException("The client left inside a chunk.");
            }

            size -= some.Length;
            if (!refused)
            {
                _chunks.Write(some.Span);
            }
        }

        if (refused)
        {
            return;
        }

        if (words.Length > 1 && words[1].Equals("LAST", StringComparison.OrdinalIgnoreCase))
        {
            await FinishAsync(_chunks.WrittenSpan.ToArray(), chunked: true, cancellationToken);
        }
        else
        {
            Say(250, "2.0.0", "chunk ok");
        }
    }

    private async Task FinishAsync(byte[] content, bool chunked, CancellationToken cancellationToken)
    {
        if (!await InterferesAsync(SinkStage.Complete, cancellationToken))
        {
            _sink.Record(new SinkMessage
            {
                Sender = _sender!,
                SenderParameters = _senderParameters,
                Recipients = [.. _recipients],
                RecipientParameters = [.. _recipientParameters],
                Content = _options.KeepContent ? content : default(ReadOnlyMemory<byte>),
                Size = content.Length,
                Connection = _number,
                Secure = _secure,
                User = _user,
                Chunked = chunked,
            });
            if (!await InterferesAsync(SinkStage.Answer, cancellationToken))
            {
                Say(250, "2.0.0", "taken");
            }

            if (_sink.Script is not null)
            {
                await _wire.FlushAsync(cancellationToken);
                await InterferesAsync(SinkStage.AfterAnswer, cancellationToken);
            }
        }

        Reset();
    }

    /// <summary>Content up to the dot line, stuffed dots removed.</summary>
    private async Task<byte[]> ReadDottedAsync(CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        // Matches CR LF . CR LF; the content starts as if after a line end.
        var matched = 2;
        var asked = false;
        while (true)
        {
            var some = await _wire.ReadSomeAsync(int.MaxValue, cancellationToken);
            if (some.Length == 0)
            {
                throw new IOException("The client left inside the content.");
            }

            if (!asked)
            {
                asked = true;
                await InterferesAsync(SinkStage.Content, cancellationToken);
            }

            var span = some.Span;
            for (var i = 0; i < span.Length; i++)
            {
                var b = span[i];
                if (matched == 2 && b == '.')
                {
                    matched = 3;
                    continue;
                }

                if (matched == 3)
                {
                    if (b == '\r')
                    {
                        matched = 4;
                        continue;
                    }

                    matched = 0;
                }
                else if (matched == 4)
                {
                    if (b == '\n')
                    {
                        _wire.Unread(span.Length - i - 1);
                        return content.ToArray();
                    }

                    content.WriteByte((byte)'\r');
                    matched = 1;
                }

                content.WriteByte(b);
                matched = b == '\r' ? 1 : b == '\n' && matched == 1 ? 2 : 0;
            }
        }
    }

    private static bool TryReadPath(string rest, string keyword, out string path, out IReadOnlyList<string> parameters)
    {
        path = "";
        parameters = [];
        var text = rest.TrimStart();
        if (!text.StartsWith(keyword, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        text = text[keyword.Length..].TrimStart();
        var end = text.LastIndexOf('>');
        if (text.Length == 0 || text[0] != '<' || end < 0)
        {
            return false;
        }

        path = text[1..end];
        parameters = text[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return true;
    }
}
