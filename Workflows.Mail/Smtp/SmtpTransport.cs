using Workflows.Mail.Mime;

namespace Workflows.Mail.Smtp;

/// <summary>
/// Submits mails to one server over pooled connections: never more than <see cref="SmtpServerOptions.MaxConnections"/> at
/// once, each reused up to <see cref="SmtpServerOptions.MaxMessagesPerConnection"/> mails. Safe to use from many threads.
/// </summary>
public sealed class SmtpTransport : IMailTransport
{
    private readonly SmtpServerOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Held from taking a connection until it is idle or closed, so that it counts the open and busy ones.</summary>
    private readonly SemaphoreSlim _slots;

    /// <summary>Idle connections, last used last and taken first, so that under little load the rest age and are closed.</summary>
    private readonly List<SmtpConnection> _idle = [];
    private readonly ITimer _sweep;
    private readonly Lock _gate = new();
    private int _open;
    private bool _disposed;

    /// <summary>Prepares a pool; nothing is connected yet.</summary>
    /// <param name="options">The server.</param>
    /// <param name="time">Clock for all time limits.</param>
    /// <exception cref="ArgumentException">The options have problems; the message lists all of them.</exception>
    public SmtpTransport(SmtpServerOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        if (options.Problems() is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        _options = options;
        _time = time;
        _slots = new SemaphoreSlim(options.MaxConnections, options.MaxConnections);
        var period = options.Timeouts.Idle / 2;
        _sweep = time.CreateTimer(_ => _ = SweepAsync(), state: null, period, period);
    }

    /// <summary>Connections open now, busy or idle.</summary>
    public int OpenConnections => Volatile.Read(ref _open);

    /// <inheritdoc />
    public async Task<SubmissionResult> SubmitAsync(MailEnvelope envelope, ComposedMail mail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(mail);
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _slots.WaitAsync(cancellationToken);
        try
        {
            if (await TakeIdleAsync() is { } idle)
            {
                var result = await SendAsync(idle, envelope, mail, cancellationToken);
                if (!WentStale(result))
                {
                    return result;
                }
            }

            return await SendOnNewConnectionAsync(envelope, mail, cancellationToken);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Closes the idle connections; busy ones close when their mail is done.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        await _sweep.DisposeAsync();
        while (Pop() is { } connection)
        {
            await CloseAsync(connection);
        }
    }

    /// <summary>
    /// Whether a reused connection turned out to be closed by the server before it looked at the mail, which is no verdict on the
    /// mail: a fresh connection gets one try.
    /// </summary>
    private static bool WentStale(SubmissionResult result) =>
        result.Stage is SubmissionStage.Sender or SubmissionStage.Hello
        && result.Outcome is SubmissionOutcome.NotSent or SubmissionOutcome.Deferred
        && result.Reply is null or { Code: 421 };

    private async Task<SubmissionResult> SendOnNewConnectionAsync(
        MailEnvelope envelope, ComposedMail mail, CancellationToken cancellationToken)
    {
        SmtpConversation? log = null;
        SmtpConnection connection;
        Interlocked.Increment(ref _open);
        try
        {
            connection = await SmtpConnection.OpenAsync(_options, _time, l => log = l, cancellationToken);
        }
        catch (SmtpSessionException e)
        {
            Interlocked.Decrement(ref _open);
            return new SubmissionResult
            {
                Outcome = SubmissionOutcome.NotSent,
                Stage = e.Stage,
                Reply = e.Reply,
                Status = e.Reply?.Status,
                Explanation = e.Reply is null ? e.Message : $"{e.Message} {e.Reply}",
                Recipients = [.. envelope.Recipients.Select(r => new RecipientResult(r, SubmissionOutcome.NotSent, e.Reply))],
                Conversation = log?.Lines() ?? [],
            };
        }
        catch
        {
            Interlocked.Decrement(ref _open);
            throw;
        }

        return await SendAsync(connection, envelope, mail, cancellationToken);
    }

    private async Task<SubmissionResult> SendAsync(
        SmtpConnection connection, MailEnvelope envelope, ComposedMail mail, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.SendAsync(envelope, mail, cancellationToken);
        }
        finally
        {
            await ReturnAsync(connection);
        }
    }

    private async ValueTask ReturnAsync(SmtpConnection connection)
    {
        if (connection.IsUsable)
        {
            lock (_gate)
            {
                if (!_disposed)
                {
                    _idle.Add(connection);
                    return;
                }
            }
        }

        await CloseAsync(connection);
    }

    private async ValueTask<SmtpConnection?> TakeIdleAsync()
    {
        while (Pop() is { } connection)
        {
            if (!IsStale(connection))
            {
                return connection;
            }

            await CloseAsync(connection);
        }

        return null;
    }

    private bool IsStale(SmtpConnection connection) => _time.GetElapsedTime(connection.LastUsed) >= _options.Timeouts.Idle;

    /// <summary>Closes connections idle for too long. Holds a slot meanwhile, so that the limit covers what it is closing.</summary>
    private async Task SweepAsync()
    {
        while (_slots.Wait(TimeSpan.Zero, CancellationToken.None))
        {
            try
            {
                SmtpConnection? stale = null;
                lock (_gate)
                {
                    if (!_disposed && _idle.Count > 0 && IsStale(_idle[0]))
                    {
                        stale = _idle[0];
                        _idle.RemoveAt(0);
                    }
                }

                if (stale is null)
                {
                    return;
                }

                await CloseAsync(stale);
            }
            finally
            {
                _slots.Release();
            }
        }
    }

    private SmtpConnection? Pop()
    {
        lock (_gate)
        {
            if (_idle.Count == 0)
            {
                return null;
            }

            var connection = _idle[^1];
            _idle.RemoveAt(_idle.Count - 1);
            return connection;
        }
    }

    private async ValueTask CloseAsync(SmtpConnection connection)
    {
        await connection.QuitAsync();
        Interlocked.Decrement(ref _open);
    }
}
