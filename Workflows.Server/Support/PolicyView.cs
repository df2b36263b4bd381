using Workflows.Domain.Support.Policies;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Server.Support;

/// <summary>An SLA policy as the API shows it.</summary>
internal sealed record PolicyView(
    Guid Id, string Name, string? Description, bool Active, bool IsDefault, int Position, SlaConditions Conditions,
    IReadOnlyDictionary<TicketPriority, SlaTargets> Targets, Guid CalendarId, IReadOnlyList<TicketStatus> PauseOn,
    IReadOnlyList<int> Warnings, IReadOnlyList<EscalationLevel> Escalations, SlaRules Rules, DateTimeOffset? EffectiveFrom,
    DateTimeOffset? EffectiveTo, int Version, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>How many open tickets are being recalculated; null unless the answer is to a change.</summary>
    public int? RecalculatedTickets { get; init; }

    public static PolicyView Of(SlaPolicy row) => new(
        row.Id, row.Name, row.Description, row.Active, row.IsDefault, row.Position, row.Conditions, row.Targets, row.CalendarId,
        row.PauseOn, row.Warnings, row.Escalations, row.Rules, row.EffectiveFrom, row.EffectiveTo, row.Version, row.CreatedAt,
        row.UpdatedAt);
}
