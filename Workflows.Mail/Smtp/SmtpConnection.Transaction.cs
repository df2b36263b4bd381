using System.Buffers;
using System.Globalization;
using System.Text;
using Workflows.Mail.Mime;

namespace Workflows.Mail.Smtp;

internal sealed partial class SmtpConnection
{
    // RFC 2920 leaves the group size open; a bounded group cannot fill both socket buffers and stall both ends.
    private const int RecipientsPerGroup = 50;
    private const int ContentBlock = 64 * 1024;

    /// <summary>Sends one mail. Never throws for the network's or the server's sake.</summary>
    public async Task<SubmissionResult> SendAsync(MailEnvelope envelope, ComposedMail mail, CancellationToken cancellationToken)
    {
        var transaction = new Transaction(envelope, mail, MessagesSent == 0 ? _session.Continue() : new SmtpConversation());
        MessagesSent++;
        LastUsed = _time.GetTimestamp();
        try
        {
            return CheckCarriage(transaction) ?? await RunAsync(transaction, cancellationToken);
        }
        catch (SmtpSessionException e)
        {
            _broken = true;
            transaction.Log.Note(e.Message);
            return transaction.Lost(e.Stage, e.Message);
        }
        catch (OperationCanceledException)
        {
            _broken = true;
            if (!transaction.HandedOver)
            {
                throw;
            }

            transaction.Log.Note("cancelled while waiting for the answer");
            return transaction.Lost(SubmissionStage.Answer, "Cancelled while waiting for the answer to the complete content.");
        }
        finally
        {
            LastUsed = _time.GetTimestamp();
        }
    }

    /// <summary>What this server cannot carry, found before a byte is sent.</summary>
    private SubmissionResult? CheckCarriage(Transaction transaction)
    {
        var mail = transaction.Mail;
        if (_server.MaxSize > 0 && mail.Content.Length > _server.MaxSize)
        {
            return transaction.Refused(
                new EnhancedStatusCode(5, 3, 4),
                string.Create(
                    CultureInfo.InvariantCulture, $"The mail has {mail.Content.Length} bytes, the server takes {_server.MaxSize}."));
        }

        if ((transaction.Envelope.RequiresSmtpUtf8 || mail.RequiresSmtpUtf8) && !_server.SmtpUtf8)
        {
            return transaction.Refused(new EnhancedStatusCode(5, 6, 7), "An address needs SMTPUTF8, which the server does not offer.");
        }

        return mail.Is8Bit && !_server.EightBitMime
            ? transaction.Refused(new EnhancedStatusCode(5, 6, 3), "The mail needs 8BITMIME, which the server does not offer.")
            : null;
    }

    private async Task<SubmissionResult> RunAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        var chunking = _server.Chunking && _options.UseChunking;
        var commands = new List<(SubmissionStage Stage, string Line)>(transaction.Envelope.Recipients.Count + 3);
        if (_needsReset)
        {
            commands.Add((SubmissionStage.Hello, "RSET"));
        }

        commands.Add((SubmissionStage.Sender, MailCommand(transaction)));
        var envelope = transaction.Envelope;
        commands.AddRange(envelope.Recipients.Select(r => (SubmissionStage.Recipient, RecipientCommand(r, envelope))));
        if (!chunking)
        {
            commands.Add((SubmissionStage.Content, "DATA"));
        }

        _needsReset = true;
        var group = _server.Pipelining && _options.UsePipelining ? RecipientsPerGroup : 1;
        for (var i = 0; i < commands.Count; i += group)
        {
            var some = commands.GetRange(i, Math.Min(group, commands.Count - i));
            if (group == 1 && some[0].Stage == SubmissionStage.Content && !transaction.AnyAccepted)
            {
                break;
            }

            await WriteCommandsAsync(some, transaction.Log, cancellationToken);
            foreach (var (stage, _) in some)
            {
                var reply = await _wire.ReadReplyAsync(stage, _options.Timeouts.Command, cancellationToken);
                transaction.Log.Server(reply);
                if (reply.Code == 421)
                {
                    // RFC 5321 section 3.8: it may come instead of any answer, and nothing follows it.
                    _broken = true;
                    return transaction.ClosedByServer(stage, reply);
                }

                transaction.Take(stage, reply);
            }

            if (transaction.SenderRefused && transaction.Data is null && group == 1)
            {
                break;
            }
        }

        if (transaction.AnyAccepted && (chunking || transaction.Data is { Code: 354 }))
        {
            try
            {
                await SendContentAsync(transaction, chunking, cancellationToken);
            }
            catch (SmtpSessionException) when (!transaction.HandedOver)
            {
                // A server that refuses in the middle of the content says so before it closes; without reading that the mail would be
                // tried again for ever. Where nothing was said this throws as the write did.
                var refusal = await _wire.ReadReplyAsync(SubmissionStage.Content, FarewellLimit, cancellationToken);
                _broken = true;
                transaction.Log.Server(refusal);
                return transaction.Answered(refusal, SubmissionStage.Content);
            }

            return transaction.Answered(await ReadAnswerAsync(transaction, cancellationToken));
        }

        if (transaction.Data is { Code: 354 })
        {
            // RFC 2920 section 3.1: a server that lets DATA through without a recipient gets an empty mail, which it must refuse.
            await _wire.WriteAsync(".\r\n"u8.ToArray(), SubmissionStage.Content, _options.Timeouts.Command, cancellationToken);
            transaction.Log.Client(".");
            transaction.Log.Server(await _wire.ReadReplyAsync(SubmissionStage.Content, _options.Timeouts.Command, cancellationToken));
        }

        return transaction.Rejected();
    }

    private string MailCommand(Transaction transaction)
    {
        var command = new StringBuilder("MAIL FROM:<").Append(transaction.Envelope.Sender).Append('>');
        if (_server.Size)
        {
            command.Append(CultureInfo.InvariantCulture, $" SIZE={transaction.Mail.Content.Length}");
        }

        if (_server.EightBitMime && transaction.Mail.Is8Bit)
        {
            command.Append(" BODY=8BITMIME");
        }

        if (_server.SmtpUtf8 && (transaction.Envelope.RequiresSmtpUtf8 || transaction.Mail.RequiresSmtpUtf8))
        {
            command.Append(" SMTPUTF8");
        }

        if (_server.Dsn && transaction.Envelope.Notification is { } dsn)
        {
            command.Append(dsn.HeadersOnly ? " RET=HDRS" : " RET=FULL");
            if (dsn.EnvelopeId is { Length: > 0 } id)
            {
                command.Append(" ENVID=").Append(XText(id));
            }
        }

        return command.ToString();
    }

    private string RecipientCommand(string recipient, MailEnvelope envelope)
    {
        if (!_server.Dsn || envelope.Notification is not { } dsn)
        {
            return $"RCPT TO:<{recipient}>";
        }

        var events = new List<string>(3);
        if (dsn.Notify.HasFlag(NotifyOn.Success))
        {
            events.Add("SUCCESS");
        }

        if (dsn.Notify.HasFlag(NotifyOn.Failure))
        {
            events.Add("FAILURE");
        }

        if (dsn.Notify.HasFlag(NotifyOn.Delay))
        {
            events.Add("DELAY");
        }

        // An address that is not ASCII would need the utf-8 form of RFC 6533, which servers without SMTPUTF8 further on cannot return.
        var original = Ascii.IsValid(recipient) ? $" ORCPT=rfc822;{XText(recipient)}" : "";
        return $"RCPT TO:<{recipient}> NOTIFY={(events.Count == 0 ? "NEVER" : string.Join(',', events))}{original}";
    }

    /// <summary>xtext of RFC 3461 section 4: all but printable ASCII, and "+" and "=", as "+" and two hex digits.</summary>
    private static string XText(string value)
    {
        var text = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(value))
        {
            _ = b is > 32 and < 127 and not (byte)'+' and not (byte)'='
                ? text.Append((char)b)
                : text.Append(CultureInfo.InvariantCulture, $"+{b:X2}");
        }

        return text.ToString();
    }

    private Task WriteCommandsAsync(
        List<(SubmissionStage Stage, string Line)> commands, SmtpConversation log, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        foreach (var (_, line) in commands)
        {
            log.Client(line);
            text.Append(line).Append("\r\n");
        }

        return _wire.WriteAsync(
            Encoding.UTF8.GetBytes(text.ToString()), commands[0].Stage, _options.Timeouts.Command, cancellationToken);
    }

    private async Task SendContentAsync(Transaction transaction, bool chunking, CancellationToken cancellationToken)
    {
        var content = transaction.Mail.Content;
        var wire = new ArrayBufferWriter<byte>(content.Length + 128);
        if (chunking)
        {
            var command = string.Create(CultureInfo.InvariantCulture, $"BDAT {content.Length} LAST");
            transaction.Log.Client(command);
            Encoding.ASCII.GetBytes(command + "\r\n", wire);
            wire.Write(content.Span);
        }
        else
        {
            WriteStuffed(content.Span, wire);
        }

        transaction.Log.Client(string.Create(CultureInfo.InvariantCulture, $"<{content.Length} bytes>"));
        var bytes = wire.WrittenMemory;
        for (var i = 0; i < bytes.Length; i += ContentBlock)
        {
            var block = bytes.Slice(i, Math.Min(ContentBlock, bytes.Length - i));

            // Set before the write: once it has begun we cannot know how much of the end has left this machine.
            transaction.HandedOver = i + block.Length == bytes.Length;
            await _wire.WriteAsync(
                block,
                transaction.HandedOver ? SubmissionStage.Answer : SubmissionStage.Content,
                _options.Timeouts.ContentBlock,
                transaction.HandedOver ? CancellationToken.None : cancellationToken);
        }
    }

    /// <summary>Doubles dots at line starts and ends with the dot line (RFC 5321 section 4.5.2).</summary>
    private static void WriteStuffed(ReadOnlySpan<byte> content, ArrayBufferWriter<byte> wire)
    {
        if (content.Length > 0 && content[0] == '.')
        {
            wire.Write("."u8);
        }

        int dot;
        while ((dot = content.IndexOf("\r\n."u8)) >= 0)
        {
            wire.Write(content[..(dot + 3)]);
            wire.Write("."u8);
            content = content[(dot + 3)..];
        }

        wire.Write(content);
        wire.Write(".\r\n"u8);
    }

    private async Task<SmtpReply> ReadAnswerAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        var limits = _options.Timeouts;
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        await using var registration = cancellationToken.UnsafeRegister(
            static state =>
            {
                var (source, grace) = ((CancellationTokenSource, TimeSpan))state!;
                source.CancelAfter(grace);
            },
            (patience, limits.AnswerAfterCancellation));
        var reply = await _wire.ReadReplyAsync(SubmissionStage.Answer, limits.Answer, patience.Token);
        transaction.Log.Server(reply);
        _broken |= reply.Code == 421;
        _needsReset = !reply.IsPositive;
        return reply;
    }
}
