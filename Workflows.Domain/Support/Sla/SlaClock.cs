using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Support.Sla;

/// <summary>
/// One promise being measured. Table <c>support_sla_clocks</c>. Consumed business time is settled whenever the clock stops, pauses
/// or gets another target or calendar; between settlements it is consumed + business time since <see cref="RunningSince"/>.
/// A breached clock keeps running, so that it knows by how much it failed.
/// </summary>
public sealed class SlaClock : ITenantOwned, IRowVersioned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Identifier.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>The ticket.</summary>
    public Guid TicketId { get; set; }

    /// <summary>What it measures.</summary>
    public ClockKind Kind { get; set; }

    /// <summary>1 for the first measurement of the kind, counted up by each customer message or reopening.</summary>
    public int Cycle { get; set; } = 1;

    /// <summary>State.</summary>
    public ClockState State { get; set; } = ClockState.Running;

    /// <summary>Promised business time.</summary>
    public TimeSpan Target { get; set; }

    /// <summary>Business time used up to the last settlement.</summary>
    public TimeSpan Consumed { get; set; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>Last settlement from which it runs. Null: it does not run.</summary>
    public DateTimeOffset? RunningSince { get; set; }

    /// <summary>When the target is or was used up. Null: paused before that, so not known.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Since when it is paused. Null: it is not.</summary>
    public DateTimeOffset? PausedAt { get; set; }

    /// <summary>Highest warning level passed, percent. 0: none.</summary>
    public int WarnedPercent { get; set; }

    /// <summary>Highest escalation level passed; 1 is the breach. 0: none.</summary>
    public int EscalatedLevel { get; set; }

    /// <summary>When the target was used up. Null: it is not.</summary>
    public DateTimeOffset? BreachedAt { get; set; }

    /// <summary>When it stopped for good. Null: it lives.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Calendar it counts in. Null: around the clock.</summary>
    public Guid? CalendarId { get; set; }

    /// <summary>Version of that calendar.</summary>
    public int CalendarVersion { get; set; }

    /// <summary>Counts the rows of its log.</summary>
    public int Version { get; set; }

    /// <inheritdoc />
    public uint RowVersion { get; private set; }

    /// <summary>Whether it still measures.</summary>
    public bool IsLive => State is ClockState.Running or ClockState.Paused;

    /// <summary>Target minus consumed at the last settlement; negative when failed.</summary>
    public TimeSpan Remaining => Target - Consumed;

    /// <summary>The cycle's key: <c>{ticket}:{clock}:{cycle}</c>.</summary>
    public string CycleKey => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{TicketId}:{SnakeCaseEnum<ClockKind>.NameOf(Kind)}:{Cycle}");

    /// <summary>Business time used up to <paramref name="now"/>.</summary>
    public TimeSpan Used(BusinessCalendar calendar, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return RunningSince is { } since ? Consumed + calendar.BusinessTimeBetween(since, now) : Consumed;
    }

    /// <summary>When this much business time will be used, if nothing stops the clock. Null while it does not run.</summary>
    public DateTimeOffset? When(TimeSpan used, BusinessCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return RunningSince is { } since ? calendar.AddBusinessTime(since, used - Consumed) : null;
    }

    /// <summary>Begins or resumes counting. What remains is added to now: pauses cost nothing, whatever hours they span.</summary>
    public void Run(BusinessCalendar calendar, DateTimeOffset now)
    {
        RunningSince = now;
        PausedAt = null;
        State = ClockState.Running;
        Plan(calendar, now);
    }

    /// <summary>Settles and stands still.</summary>
    public void Pause(BusinessCalendar calendar, DateTimeOffset now)
    {
        Settle(calendar, now);
        if (Consumed > Target)
        {
            // Failed before anybody looked: the mark stays, the planner still tells of it.
            BreachedAt ??= DueAt;
        }

        RunningSince = null;
        PausedAt = now;
        State = ClockState.Paused;
        DueAt = BreachedAt;
    }

    /// <summary>Settles under the old calendar and goes on with another target and calendar; consumed time and pauses stay.</summary>
    public void Retarget(
        BusinessCalendar old, BusinessCalendar calendar, Guid? calendarId, int calendarVersion, TimeSpan target, DateTimeOffset now)
    {
        Settle(old, now);
        (Target, CalendarId, CalendarVersion) = (target, calendarId, calendarVersion);
        if (Consumed < Target)
        {
            // The new promise is not broken; levels above what is used now may be reached once more.
            BreachedAt = null;
            EscalatedLevel = 0;
            WarnedPercent = Math.Min(WarnedPercent, (int)(Consumed.Ticks * 100 / Target.Ticks));
        }
        else if (State == ClockState.Paused && Consumed > Target)
        {
            BreachedAt ??= now;
        }

        if (State == ClockState.Running)
        {
            RunningSince = now;
            Plan(calendar, now);
        }
        else
        {
            DueAt = BreachedAt;
        }
    }

    /// <summary>Marks the target as used up, at the instant when it was.</summary>
    public void Breach()
    {
        BreachedAt ??= DueAt;
        EscalatedLevel = Math.Max(EscalatedLevel, 1);
    }

    /// <summary>Ends the measurement: met, or missed when more than the target is used.</summary>
    public void Stop(BusinessCalendar calendar, DateTimeOffset now)
    {
        Settle(calendar, now);
        if (BreachedAt is null && Consumed > Target)
        {
            Breach();
        }

        End(BreachedAt is null ? ClockState.Met : ClockState.Missed, now);
    }

    /// <summary>Ends without a result: never breached afterwards.</summary>
    public void Cancel(BusinessCalendar calendar, DateTimeOffset now)
    {
        Settle(calendar, now);
        End(ClockState.Cancelled, now);
    }

    private void End(ClockState state, DateTimeOffset now)
    {
        (State, RunningSince, PausedAt, EndedAt) = (state, null, null, now);
    }

    private void Settle(BusinessCalendar calendar, DateTimeOffset now) => Consumed = Used(calendar, now);

    // A clock that has failed keeps the instant at which it did.
    private void Plan(BusinessCalendar calendar, DateTimeOffset now) =>
        DueAt = BreachedAt ?? (Remaining <= TimeSpan.Zero ? now : calendar.AddBusinessTime(now, Remaining));
}
