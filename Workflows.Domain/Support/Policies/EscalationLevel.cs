using Workflows.Domain.Shared.Calendars;

namespace Workflows.Domain.Support.Policies;

/// <summary>A step after the breach, which itself is level 1. The earliest of the given offsets counts.</summary>
/// <param name="Level">2 and up, without gaps.</param>
/// <param name="Action">What happens.</param>
/// <param name="AfterPercent">Percent of the target beyond due.</param>
/// <param name="AfterMinutes">Business minutes beyond due.</param>
/// <param name="AfterBusinessDays">Average working days of the calendar beyond due.</param>
/// <param name="TeamId">Team to hand over to. Null: the ticket team's escalation team, or else the team itself.</param>
public sealed record EscalationLevel(
    int Level,
    EscalationAction Action,
    int? AfterPercent = null,
    int? AfterMinutes = null,
    int? AfterBusinessDays = null,
    Guid? TeamId = null)
{
    /// <summary>Level 2: +25 % of the target or two hours, reassign. Level 3: one business day, managers.</summary>
    public static IReadOnlyList<EscalationLevel> Defaults { get; } =
    [
        new(2, EscalationAction.Reassign, AfterPercent: 25, AfterMinutes: 120),
        new(3, EscalationAction.NotifyManagers, AfterBusinessDays: 1),
    ];

    /// <summary>Business time beyond due at which the level is reached.</summary>
    public TimeSpan Offset(TimeSpan target, BusinessCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var offset = TimeSpan.MaxValue;
        if (AfterPercent is { } percent)
        {
            offset = Min(offset, TimeSpan.FromSeconds((long)(target.TotalSeconds * percent / 100)));
        }

        if (AfterMinutes is { } minutes)
        {
            offset = Min(offset, TimeSpan.FromMinutes(minutes));
        }

        return AfterBusinessDays is { } days ? Min(offset, calendar.BusinessDay * days) : offset;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
