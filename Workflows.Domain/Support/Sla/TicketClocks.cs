using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Sla;

/// <summary>
/// The clocks of one locked ticket within one unit of work: every move settles the clock, writes its log and keeps the ticket's
/// summary columns true.
/// </summary>
internal sealed partial class TicketClocks(
    DomainDbContext context, CalendarCatalog calendars, Ticket ticket, List<SlaClock> clocks, string actorName)
{
    private readonly Dictionary<(Guid? Id, int Version), BusinessCalendar> _calendars = [];

    public Ticket Ticket => ticket;

    public IReadOnlyList<SlaClock> All => clocks;

    public IEnumerable<SlaClock> Live => clocks.Where(static clock => clock.IsLive);

    /// <summary>The calendar of the promise, or around the clock without one.</summary>
    public BusinessCalendar Promised => Of(ticket.Promise?.CalendarId, ticket.Promise?.CalendarVersion ?? 0);

    public BusinessCalendar Of(SlaClock clock) => Of(clock.CalendarId, clock.CalendarVersion);

    public async ValueTask LoadCalendarsAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(ticket.Promise?.CalendarId, ticket.Promise?.CalendarVersion ?? 0, cancellationToken);
        foreach (var clock in clocks)
        {
            await LoadAsync(clock.CalendarId, clock.CalendarVersion, cancellationToken);
        }
    }

    /// <summary>Starts the promised clocks at the ticket's creation. Does nothing the second time.</summary>
    public void Start()
    {
        if (ticket.SlaStartedAt is not null)
        {
            return;
        }

        ticket.SlaStartedAt = ticket.CreatedAt;
        Begin(ClockKind.FirstResponse, ticket.CreatedAt, "created");
        Begin(ClockKind.Resolution, ticket.CreatedAt, "created");
    }

    /// <summary>Makes the clocks run or stand still as the policy says for the ticket's status.</summary>
    public void FollowStatus(DateTimeOffset now)
    {
        var reason = SnakeCaseEnum<TicketStatus>.NameOf(ticket.Status);
        var pause = ticket.Promise?.PauseOn.Contains(ticket.Status) ?? false;
        foreach (var clock in Live)
        {
            if (pause)
            {
                Pause(clock, reason, now);
            }
            else
            {
                Resume(clock, reason, now);
            }
        }
    }

    public bool Pause(SlaClock clock, string reason, DateTimeOffset now)
    {
        if (clock.State != ClockState.Running)
        {
            return false;
        }

        clock.Pause(Of(clock), now);
        Log(clock, ClockAction.Pause, reason, now);
        return true;
    }

    public bool Resume(SlaClock clock, string reason, DateTimeOffset now)
    {
        if (clock.State != ClockState.Paused)
        {
            return false;
        }

        clock.Run(Of(clock), now);
        Log(clock, ClockAction.Resume, reason, now);
        return true;
    }

    /// <summary>A public staff reply: ends whatever response was owed.</summary>
    public async ValueTask AgentRepliedAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        ticket.FirstRespondedAt ??= now;
        ticket.UnansweredSince = null;
        foreach (var clock in Live.Where(static c => c.Kind != ClockKind.Resolution).ToList())
        {
            await StopAsync(clock, "agent_reply", now, cancellationToken);
        }
    }

    /// <summary>A customer message: the next response is owed from the oldest unanswered one on.</summary>
    public void CustomerWrote(DateTimeOffset now)
    {
        ticket.UnansweredSince ??= now;
        var first = clocks.Exists(static c => c.Kind == ClockKind.FirstResponse && c.IsLive);
        if (!first && !clocks.Exists(static c => c.Kind == ClockKind.NextResponse && c.IsLive)
            && Begin(ClockKind.NextResponse, now, "customer_reply") is { } clock
            && ticket.Promise!.PauseOn.Contains(ticket.Status))
        {
            Pause(clock, SnakeCaseEnum<TicketStatus>.NameOf(ticket.Status), now);
        }
    }

    /// <summary>Ends all clocks with a result.</summary>
    public async ValueTask StopAllAsync(string reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var clock in Live.ToList())
        {
            await StopAsync(clock, reason, now, cancellationToken);
        }
    }

    /// <summary>Ends the clocks without a result; those of one kind, or all.</summary>
    public void Cancel(string reason, DateTimeOffset now, ClockKind? kind = null)
    {
        foreach (var clock in Live.Where(clock => kind is null || clock.Kind == kind).ToList())
        {
            clock.Cancel(Of(clock), now);
            Log(clock, ClockAction.Cancel, reason, now);
        }
    }

    /// <summary>
    /// A new resolution cycle with the time already used; what lay between resolution and now is not counted. A target that was used
    /// up before stays breached in silence: reopening an old ticket must not set off its alarms again.
    /// </summary>
    public void Reopen(DateTimeOffset now)
    {
        if (clocks.Where(static c => c.Kind == ClockKind.Resolution).MaxBy(static c => c.Cycle) is not { IsLive: false } last
            || Begin(ClockKind.Resolution, now, "reopened", last) is not { } clock)
        {
            return;
        }

        if (clock.Consumed >= clock.Target)
        {
            clock.BreachedAt = last.BreachedAt ?? now;
            clock.DueAt = clock.BreachedAt;
            clock.EscalatedLevel = Math.Max(last.EscalatedLevel, 1);
            var over = clock.Consumed - clock.Target;
            foreach (var level in ticket.Promise!.Escalations.Where(level => level.Offset(clock.Target, Of(clock)) <= over))
            {
                clock.EscalatedLevel = Math.Max(clock.EscalatedLevel, level.Level);
            }
        }
    }

    /// <summary>Applies another promise to running clocks; consumed time and pauses stay.</summary>
    public async ValueTask PromiseAsync(SlaSnapshot? promise, string reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (promise is not null && ticket.Promise is { WarningsOfProcess: true } before)
        {
            promise = promise with { Warnings = before.Warnings, WarningsOfProcess = true };
        }

        (ticket.Promise, ticket.PolicyId, ticket.PolicyVersion) = (promise, promise?.PolicyId, promise?.PolicyVersion);
        await LoadCalendarsAsync(cancellationToken);
        if (ticket.SlaStartedAt is null)
        {
            return;
        }

        foreach (var clock in Live.ToList())
        {
            if (promise?.Target(clock.Kind) is not { } target)
            {
                clock.Cancel(Of(clock), now);
                Log(clock, ClockAction.Cancel, reason, now);
            }
            else if (target != clock.Target || promise.CalendarId != clock.CalendarId || promise.CalendarVersion != clock.CalendarVersion)
            {
                clock.Retarget(Of(clock), Promised, promise.CalendarId, promise.CalendarVersion, target, now);
                Log(clock, ClockAction.Recalculate, reason, now);
            }
        }

        StartPromised(reason, now);
        FollowStatus(now);
    }

    // A new promise may measure what the old one did not. It takes over what its sibling has used, pauses included.
    private void StartPromised(string reason, DateTimeOffset now)
    {
        if (ticket.IsDone)
        {
            return;
        }

        foreach (var kind in new[] { ClockKind.FirstResponse, ClockKind.Resolution })
        {
            var wanted = kind == ClockKind.Resolution || ticket.FirstRespondedAt is null;
            if (wanted && !clocks.Exists(c => c.Kind == kind && c.IsLive))
            {
                var like = clocks.Where(c => c.Kind != ClockKind.NextResponse && (c.IsLive || c.Kind == kind))
                    .MaxBy(static c => c.EndedAt ?? DateTimeOffset.MaxValue);
                Begin(kind, like is null ? ticket.CreatedAt : now, reason, like, now);
            }
        }
    }

    private SlaClock? Begin(ClockKind kind, DateTimeOffset at, string reason, SlaClock? like = null, DateTimeOffset? usedUpTo = null)
    {
        if (ticket.Promise is not { } promise || promise.Target(kind) is not { } target)
        {
            return null;
        }

        var clock = new SlaClock
        {
            TenantId = ticket.TenantId,
            TicketId = ticket.Id,
            Kind = kind,
            Cycle = clocks.Where(c => c.Kind == kind).Select(static c => c.Cycle).DefaultIfEmpty().Max() + 1,
            Target = target,
            StartedAt = at,
            Consumed = like?.Used(Of(like), usedUpTo ?? at) ?? TimeSpan.Zero,
            CalendarId = promise.CalendarId,
            CalendarVersion = promise.CalendarVersion,
        };
        if (like is not null && like.Kind == kind)
        {
            clock.WarnedPercent = like.WarnedPercent;
        }

        clock.Run(Promised, at);
        clocks.Add(clock);
        context.Add(clock);
        Log(clock, ClockAction.Start, reason, at);
        return clock;
    }

    private async ValueTask StopAsync(SlaClock clock, string reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var known = clock.EscalatedLevel > 0;
        clock.Stop(Of(clock), now);
        Log(clock, clock.State == ClockState.Met ? ClockAction.Met : ClockAction.Missed, reason, now);
        if (clock.State == ClockState.Missed && !known)
        {
            // A late answer must not hide the miss: the event is kept, though nobody need be alarmed any more.
            var missed = await AddEventAsync(clock, SlaEventKind.Breach, 1, clock.BreachedAt ?? now, now, cancellationToken);
            (missed.HandledAt, missed.Outcome) = (missed.HandledAt ?? now, missed.Outcome ?? "answered");
        }
    }

    private void Log(SlaClock clock, ClockAction action, string reason, DateTimeOffset at) => context.Add(new SlaClockLogEntry
    {
        TenantId = clock.TenantId,
        ClockId = clock.Id,
        Sequence = ++clock.Version,
        TicketId = clock.TicketId,
        At = at,
        Action = action,
        Reason = reason,
        Target = clock.Target,
        Consumed = clock.Consumed,
        Remaining = clock.Remaining,
        DueAt = clock.State == ClockState.Running ? clock.DueAt : null,
        CalendarId = clock.CalendarId,
        CalendarVersion = clock.CalendarVersion,
        ActorName = actorName,
    });

    private BusinessCalendar Of(Guid? id, int version) => id is null ? BusinessCalendar.AlwaysOpen : _calendars[(id, version)];

    private async ValueTask LoadAsync(Guid? id, int version, CancellationToken cancellationToken)
    {
        if (id is not null && !_calendars.ContainsKey((id, version)))
        {
            _calendars[(id, version)] = await calendars.GetAsync(id, version, cancellationToken);
        }
    }
}
