using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Support.Sla;

/// <summary>
/// One step of a clock, enough to replay it. Table <c>support_sla_clock_log</c>, append-only: from one row's instant to the next
/// a running clock uses the business time of the row's calendar.
/// </summary>
public sealed class SlaClockLogEntry : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>The clock.</summary>
    public Guid ClockId { get; set; }

    /// <summary>Position in the clock's log, from 1.</summary>
    public int Sequence { get; set; }

    /// <summary>The ticket.</summary>
    public Guid TicketId { get; set; }

    /// <summary>When it took effect.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>What happened.</summary>
    public ClockAction Action { get; set; }

    /// <summary>Why, e.g. <c>pending</c> or <c>priority</c>.</summary>
    public required string Reason { get; set; }

    /// <summary>Target from here on.</summary>
    public TimeSpan Target { get; set; }

    /// <summary>Business time used up to here.</summary>
    public TimeSpan Consumed { get; set; }

    /// <summary>Target minus consumed; negative when failed.</summary>
    public TimeSpan Remaining { get; set; }

    /// <summary>Due instant from here on. Null: paused or ended.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Calendar from here on. Null: around the clock.</summary>
    public Guid? CalendarId { get; set; }

    /// <summary>Version of that calendar.</summary>
    public int CalendarVersion { get; set; }

    /// <summary>Who caused it, as audit rows name actors.</summary>
    public required string ActorName { get; set; }
}
