using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Npgsql;
using Workflows.Domain.Shared.Messages;

namespace Workflows.Server.MailDispatch;

/// <summary>
/// Works the message log off: claims due mails under a lease, notes durably that one is about to be handed over, hands it to the
/// mail server over pooled connections, writes the result. Described in docs/mail-dispatch.md.
/// </summary>
internal sealed partial class MailDispatcher(
    NpgsqlDataSource dataSource,
    MailSignal signal,
    Func<MailSender> senderFactory,
    MailDispatchState state,
    IOptions<SmtpSettings> smtp,
    IOptions<MailDispatchOptions> options,
    TimeProvider time,
    ILogger<MailDispatcher> logger) : BackgroundService
{
    // Senders wait for a commit before each mail; with two a connection one of them always has a mail ready to hand over.
    private const int SendersPerConnection = 2;
    private static readonly TimeSpan LastWrites = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PauseAfterError = TimeSpan.FromSeconds(1);

    private readonly MailDispatchOptions _options = options.Value;
    private readonly MailStore _store = new(dataSource);
    private readonly HeldMails _held = new();
    private readonly OutageGate _gate = new(options.Value.OutagePause);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!smtp.Value.IsConfigured)
        {
            state.Problem = "no mail server is configured (Smtp:Host); mails wait in the message log";
            Idle();
            return;
        }

        var senders = smtp.Value.MaxConnections * SendersPerConnection;
        var queue = Channel.CreateBounded<ClaimedMail>(new BoundedChannelOptions(_options.Batch) { SingleWriter = true });
        await using var journal = new MailJournal(_store, time, logger);
        await using var sender = senderFactory();
        var work = Enumerable.Range(0, senders)
            .Select(_ => Task.Run(() => SendAllAsync(queue.Reader, sender, journal, stoppingToken), CancellationToken.None))
            .ToArray();
        var keeping = KeepLeasesAsync(stoppingToken);

        await ClaimAllAsync(queue.Writer, stoppingToken);

        queue.Writer.Complete();
        journal.LimitPatience(LastWrites);
        await Task.WhenAll(work);
        await journal.CloseAsync(LastWrites);
        await keeping;

        // What was claimed and not begun: no other process shall have to wait for the lease.
        await ReleaseQuietlyAsync(_held.All);
    }

    private async Task ClaimAllAsync(ChannelWriter<ClaimedMail> queue, CancellationToken stoppingToken)
    {
        // A claim whose answer got lost: its mails are ours in the database, and nobody here knows them.
        Guid? unsure = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Claimed only what can be begun soon: the rest is there for other processes.
                await _gate.WaitAsync(stoppingToken);
                if (unsure is { } lost)
                {
                    await _store.DisclaimAsync(lost, stoppingToken);
                    unsure = null;
                }

                var claim = Guid.CreateVersion7();
                unsure = claim;
                var claimed = await _store.ClaimAsync(claim, time.GetUtcNow(), _options.Batch, _options.Lease, stoppingToken);
                unsure = null;
                claimed.ForEach(_held.Add);
                foreach (var mail in claimed)
                {
                    await queue.WriteAsync(mail, stoppingToken);
                }

                if (claimed.Count == 0)
                {
                    await WaitAsync(await _store.NextDueAsync(stoppingToken), stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                Failed(exception);
                await QuietDelayAsync(PauseAfterError, stoppingToken);
            }
        }

        if (unsure is { } open)
        {
            await QuietlyAsync(() => _store.DisclaimAsync(open, CancellationToken.None));
        }
    }

    /// <summary>Waits for a signal, the poll by the real clock, or the next due mail by the application's clock.</summary>
    private async Task WaitAsync(DateTimeOffset? due, CancellationToken stoppingToken)
    {
        using var poll = new CancellationTokenSource(_options.PollEvery, TimeProvider.System);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(poll.Token, stoppingToken);
        await using var timer = due is { } instant && instant - time.GetUtcNow() is var left && left < _options.PollEvery
            ? time.CreateTimer(_ => signal.Raise(), null, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan)
            : null;
        try
        {
            await signal.WaitAsync(any.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task SendAllAsync(
        ChannelReader<ClaimedMail> queue, MailSender sender, MailJournal journal, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            ClaimedMail mail;
            try
            {
                mail = await queue.ReadAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
            {
                return;
            }

            if (await SendOneAsync(mail, sender, journal, stoppingToken) is { } result)
            {
                await journal.FinishAsync(result);
            }

            _held.Drop(mail);
        }
    }

    /// <summary>Makes one attempt; gives what the row must say, or null when nothing is to be written.</summary>
    private async Task<MailResult?> SendOneAsync(
        ClaimedMail mail, MailSender sender, MailJournal journal, CancellationToken stoppingToken)
    {
        if (mail.Suppressed)
        {
            return new MailResult(mail.Id, mail.Claim, MessageStatus.Suppressed, null, "The recipient is on the suppression list.");
        }

        try
        {
            await _gate.WaitAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            await ReleaseQuietlyAsync([mail]);
            return null;
        }

        switch (await journal.StartAsync(mail))
        {
            case NoteOutcome.LeaseLost:
                LeaseLost(mail.Id);
                return null;
            case NoteOutcome.Unknown:
                NotNoted(mail.Id);
                return NotHandedOver(mail, "The database failed before it was handed over.");
        }

        var began = Stopwatch.GetTimestamp();
        using var span = MailTelemetry.Spans.StartActivity("mail.handover", ActivityKind.Client);
        var result = await HandOverAsync(mail, sender, stoppingToken);
        MailTelemetry.Record(result, began);
        span?.SetTag("workflows.mail.status", result.Status.ToString().ToLowerInvariant());
        return result;
    }

    private async Task<MailResult> HandOverAsync(ClaimedMail mail, MailSender sender, CancellationToken stoppingToken)
    {
        try
        {
            var result = await sender.SendAsync(mail, stoppingToken);
            Judge(result);
            return result;
        }
        catch (OperationCanceledException)
        {
            // The transport throws it only when the mail has certainly not been handed over.
            return NotHandedOver(mail, "Stopped before it was handed over.");
        }
        catch (Exception exception)
        {
            // A fault of ours somewhere between note and answer: how far the mail got is unknown, and the other mails must go on.
            Broken(mail.Id, exception);
            return new MailResult(mail.Id, mail.Claim, MessageStatus.InDoubt, null, $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private MailResult NotHandedOver(ClaimedMail mail, string why) =>
        new(mail.Id, mail.Claim, MessageStatus.Deferred, time.GetUtcNow(), why, IsOutage: true);

    private void Judge(MailResult result)
    {
        if (result.IsOutage)
        {
            _gate.Failed();
            state.Problem = $"the mail server cannot be used: {result.Error}";
            Outage(result.Error);
            return;
        }

        _gate.Works();
        state.Problem = null;
        if (result.Status == MessageStatus.Sent)
        {
            state.CountSent();
        }
        else
        {
            NotSent(result.Id, result.Status, result.Error);
        }
    }

    private async Task KeepLeasesAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (_held.All is { Count: > 0 } held)
                {
                    await _store.RenewAsync(held, _options.Lease, stoppingToken);
                }

                var (requeued, doubtful) = await _store.ReapAsync(stoppingToken);
                if (requeued > 0)
                {
                    signal.Raise();
                }

                if (requeued + doubtful > 0)
                {
                    Reaped(requeued, doubtful);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Failed(exception);
            }

            await QuietDelayAsync(_options.Lease / 3, stoppingToken);
        }
    }

    private Task ReleaseQuietlyAsync(IReadOnlyCollection<ClaimedMail> mails) =>
        mails.Count == 0 ? Task.CompletedTask : QuietlyAsync(() => _store.ReleaseAsync(mails, CancellationToken.None));

    private async Task QuietlyAsync(Func<ValueTask> givingBack)
    {
        try
        {
            await givingBack();
        }
        catch (Exception exception)
        {
            // The leases end by themselves.
            Failed(exception);
        }
    }

    private static async Task QuietDelayAsync(TimeSpan delay, CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(delay, TimeProvider.System, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }
}
