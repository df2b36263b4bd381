using Workflows.Domain.Support.Policies;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Sla;

/// <summary>What a policy promised a ticket when it was matched; later versions of the policy do not change it.</summary>
public sealed record SlaSnapshot
{
    /// <summary>The policy.</summary>
    public required Guid PolicyId { get; init; }

    /// <summary>Its version.</summary>
    public required int PolicyVersion { get; init; }

    /// <summary>Its name.</summary>
    public required string PolicyName { get; init; }

    /// <summary>The calendar of the promise.</summary>
    public required Guid CalendarId { get; init; }

    /// <summary>Version of the calendar.</summary>
    public required int CalendarVersion { get; init; }

    /// <summary>Promises for the ticket's priority.</summary>
    public required SlaTargets Targets { get; init; }

    /// <summary>See <see cref="SlaPolicy.PauseOn"/>.</summary>
    public required IReadOnlyList<TicketStatus> PauseOn { get; init; }

    /// <summary>See <see cref="SlaPolicy.Warnings"/>.</summary>
    public required IReadOnlyList<int> Warnings { get; init; }

    /// <summary>Whether the ticket's process has set <see cref="Warnings"/>; then a policy that changes leaves them alone.</summary>
    public bool WarningsOfProcess { get; init; }

    /// <summary>See <see cref="SlaPolicy.Escalations"/>.</summary>
    public required IReadOnlyList<EscalationLevel> Escalations { get; init; }

    /// <summary>See <see cref="SlaPolicy.Rules"/>.</summary>
    public required SlaRules Rules { get; init; }

    /// <summary>Target of a clock. Null: not promised.</summary>
    public TimeSpan? Target(ClockKind kind)
    {
        var minutes = kind switch
        {
            ClockKind.FirstResponse => Targets.FirstResponse,
            ClockKind.NextResponse => Targets.NextResponse,
            _ => Targets.Resolution,
        };
        return minutes is { } m ? TimeSpan.FromMinutes(m) : null;
    }

    /// <summary>The promise of a policy to a ticket.</summary>
    public static SlaSnapshot Of(SlaPolicy policy, TicketPriority priority, int calendarVersion)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new SlaSnapshot
        {
            PolicyId = policy.Id,
            PolicyVersion = policy.Version,
            PolicyName = policy.Name,
            CalendarId = policy.CalendarId,
            CalendarVersion = calendarVersion,
            Targets = policy.Targets.GetValueOrDefault(priority) ?? new SlaTargets(null, null, null),
            PauseOn = policy.PauseOn,
            Warnings = policy.Warnings,
            Escalations = policy.Escalations,
            Rules = policy.Rules,
        };
    }
}
