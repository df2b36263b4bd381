using Microsoft.Extensions.Options;
using Workflows.Domain.Shared.Messages;
using Workflows.Engine.Operations;
using Workflows.Server.Scheduling.Ledger;

namespace Workflows.Server.Simulation;

/// <summary>
/// Moves the simulated clock from instant to instant: every timer, every firing of a workflow's schedule and every mail that waits
/// for its hour gets the clock at its own instant, and the next step is taken when everything it caused is committed.
/// </summary>
public sealed class ClockAdvance
{
    private const int MaxListed = 1000;
    private static readonly TimeSpan JobsEvery = TimeSpan.FromDays(1);
    private static readonly TimeSpan MailPatience = TimeSpan.FromSeconds(3);

    private readonly SimulatedClock _clock;
    private readonly Horizon _horizon;
    private readonly DueSchedules _schedules;
    private readonly EngineIdle _engine;
    private readonly MailSignal _mails;
    private readonly SimulatedTimeOptions _options;
    private readonly SemaphoreSlim _one = new(1, 1);

    internal ClockAdvance(
        SimulatedClock clock, Horizon horizon, DueSchedules schedules, EngineIdle engine, MailSignal mails,
        IOptions<SimulatedTimeOptions> options)
    {
        _clock = clock;
        _horizon = horizon;
        _schedules = schedules;
        _engine = engine;
        _mails = mails;
        _options = options.Value;
    }

    /// <summary>Moves the clock to an instant, or as far as the limits of one call allow. One call at a time.</summary>
    public async Task<AdvanceReport> AdvanceAsync(DateTimeOffset target, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            return await RunAsync(target.ToUniversalTime(), cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<AdvanceReport> RunAsync(DateTimeOffset target, CancellationToken cancellationToken)
    {
        var from = _clock.Now;
        var run = new Run(TimeProvider.System.GetTimestamp()) { JobsAt = from };
        string? stopped = null;
        while (stopped is null)
        {
            stopped = await SettleAsync(run, target, cancellationToken);
            var now = _clock.Now;
            if (stopped is not null || now >= target)
            {
                break;
            }

            if (run.Steps >= _options.MaxSteps)
            {
                stopped = $"after {_options.MaxSteps} steps";
                break;
            }

            var next = (await _horizon.NextAsync(now, cancellationToken)).First;
            var to = next < target ? next.Value : target;
            run.Timers += await _horizon.CountTimersAsync(to, cancellationToken);
            await _clock.MoveAsync(to > now ? to : now, cancellationToken);
            run.Steps++;
        }

        return new AdvanceReport(
            from, _clock.Now, target, stopped is null, stopped, run.Steps, run.Timers, run.FiringCount, run.Firings,
            await _horizon.NextAsync(_clock.Now, cancellationToken));
    }

    // Everything that is due where the clock stands, until nothing is; null, or why it gave up.
    private async Task<string?> SettleAsync(Run run, DateTimeOffset target, CancellationToken cancellationToken)
    {
        var left = _options.Limit - run.Elapsed;
        if (left <= TimeSpan.Zero)
        {
            return $"after {_options.Limit} of real time";
        }

        // Housekeeping need not look at every instant: once a day and at the end will do.
        var now = _clock.Now;
        var jobs = now >= target || now - run.JobsAt >= JobsEvery;
        run.JobsAt = jobs ? now : run.JobsAt;
        run.Add(await _schedules.SettleAsync(TimeSpan.Zero, jobs ? SettleMode.Latest : null, cancellationToken));
        if (!await _engine.UntilIdleAsync(left, cancellationToken))
        {
            return $"the processes were still busy after {_options.Limit} of real time";
        }

        _mails.Raise();
        if (run.WaitForMail && !await UntilMailsLeftAsync(cancellationToken))
        {
            // A mail server that does not answer must not hold the clock at every step.
            run.WaitForMail = false;
        }

        return null;
    }

    private async Task<bool> UntilMailsLeftAsync(CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (await _horizon.HasMailToSendAsync(_clock.Now, cancellationToken))
        {
            if (TimeProvider.System.GetElapsedTime(began) > MailPatience)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
        }

        return true;
    }

    private sealed class Run(long began)
    {
        public int Steps { get; set; }

        public int Timers { get; set; }

        public DateTimeOffset JobsAt { get; set; }

        public int FiringCount { get; private set; }

        public List<SimulatedFiring> Firings { get; } = [];

        public bool WaitForMail { get; set; } = true;

        public TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(began);

        public void Add(IReadOnlyDictionary<string, IReadOnlyList<FiringOutcome>> done)
        {
            foreach (var (schedule, outcomes) in done.Where(static d => !d.Key.StartsWith("job:", StringComparison.Ordinal)))
            {
                FiringCount += outcomes.Count;
                Firings.AddRange(outcomes.Take(MaxListed - Firings.Count)
                    .Select(o => new SimulatedFiring(schedule, o.DueAt, o.Status, o.Reason)));
            }
        }
    }
}
