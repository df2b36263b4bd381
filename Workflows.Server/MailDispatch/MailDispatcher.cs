using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using Workflows.Domain.Shared.Messages;

namespace Workflows.Server.MailDispatch;

/// <summary>
/// Works the message log off: senders take mails that were claimed and noted for them, hand them to the mail server over pooled
/// connections, and give their results back. Described in docs/mail-dispatch.md.
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
    // Senders wait for a commit between two mails; with a second one for each connection there is always a mail ready for it.
    private const int SendersPerConnection = 2;

    // While one lane's transaction commits, the other one's senders hand over; a third gains nothing.
    private const int MostLanes = 2;

    private readonly MailDispatchOptions _options = options.Value;
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

        await using var sender = senderFactory();
        var lanes = Enumerable.Range(0, Math.Min(MostLanes, smtp.Value.MaxConnections)).Select(_ => CreateLane()).ToArray();
        var senders = smtp.Value.MaxConnections * SendersPerConnection;
        var work = Enumerable.Range(0, senders)
            .Select(i => Task.Run(() => SendAllAsync(lanes[i % lanes.Length].Turns, sender, stoppingToken), CancellationToken.None))
            .ToArray();
        using var done = new CancellationTokenSource();
        var keeping = Task.WhenAll(KeepLeasesAsync(lanes, done.Token), ListenAsync(lanes, done.Token));

        await Task.WhenAll(lanes.Select((lane, i) => lane.Turns.RunAsync((senders + lanes.Length - 1 - i) / lanes.Length, stoppingToken)));

        await done.CancelAsync();
        await keeping;
        await Task.WhenAll(work).WaitAsync(_options.StopPatience, TimeProvider.System, CancellationToken.None)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Lane CreateLane()
    {
        var store = new MailStore(dataSource, Guid.CreateVersion7(), smtp.Value.ProviderName, _options.Lease);
        return new Lane(store, new MailTurns(store, _gate, _options, time, logger));
    }

    /// <summary>Looks again after each signal and, for other processes and a moved clock, after each poll by the real clock.</summary>
    private async Task ListenAsync(Lane[] lanes, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            using var poll = new CancellationTokenSource(_options.PollEvery, TimeProvider.System);
            using var any = CancellationTokenSource.CreateLinkedTokenSource(poll.Token, done);
            await signal.WaitAsync(any.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var lane in lanes)
            {
                lane.Turns.MayBeMore();
            }
        }
    }

    private async Task SendAllAsync(MailTurns turns, MailSender sender, CancellationToken stoppingToken)
    {
        MailResult? result = null;
        while (await turns.NextAsync(result) is { } mail)
        {
            result = await SendOneAsync(mail, sender, stoppingToken);
        }
    }

    private async Task<MailResult> SendOneAsync(ClaimedMail mail, MailSender sender, CancellationToken stoppingToken)
    {
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
            return new MailResult(mail.Id, mail.Attempt, MessageStatus.Deferred, time.GetUtcNow(), "Stopped before it was handed over.", IsOutage: true);
        }
        catch (Exception exception)
        {
            // A fault of ours somewhere between claim and answer: how far the mail got is unknown, and the other mails must go on.
            Broken(mail.Id, exception);
            return new MailResult(mail.Id, mail.Attempt, MessageStatus.InDoubt, null, $"{exception.GetType().Name}: {exception.Message}");
        }
    }

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

    /// <summary>Renews, finds what dead processes left, and notices limits that came or went; more often than leases end.</summary>
    private async Task KeepLeasesAsync(Lane[] lanes, CancellationToken done)
    {
        var every = _options.Lease / 3 < _options.PollEvery ? _options.Lease / 3 : _options.PollEvery;
        while (!done.IsCancellationRequested)
        {
            try
            {
                var limited = await lanes[0].Store.HasLimitsAsync(done);
                foreach (var lane in lanes)
                {
                    lane.Turns.SetLimited(limited);
                    await lane.Store.RenewAsync(done);
                }

                if (await lanes[0].Store.ReapAsync(done) is var doubtful && doubtful > 0)
                {
                    Reaped(doubtful);
                }
            }
            catch (Exception exception)
            {
                if (!done.IsCancellationRequested)
                {
                    DatabaseFailed(exception);
                }
            }

            await Task.Delay(every, TimeProvider.System, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private sealed record Lane(MailStore Store, MailTurns Turns);
}
