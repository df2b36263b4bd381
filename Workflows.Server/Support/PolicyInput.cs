using Workflows.Domain.Support.Policies;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Server.Support;

/// <summary>The writable members of an SLA policy; see <see cref="SlaPolicyDraft"/> for what they mean.</summary>
internal sealed record PolicyInput
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public bool Active { get; init; } = true;

    public bool IsDefault { get; init; }

    public int Position { get; init; }

    public SlaConditions Conditions { get; init; } = SlaConditions.Any;

    public required IReadOnlyDictionary<TicketPriority, TargetsInput> Targets { get; init; }

    /// <summary>Business hours. Null: the tenant's default calendar.</summary>
    public Guid? CalendarId { get; init; }

    public IReadOnlyList<TicketStatus> PauseOn { get; init; } = [TicketStatus.Pending, TicketStatus.OnHold];

    public IReadOnlyList<int> Warnings { get; init; } = SlaPolicy.DefaultWarnings;

    public IReadOnlyList<EscalationLevel> Escalations { get; init; } = EscalationLevel.Defaults;

    public SlaRules Rules { get; init; } = SlaRules.Default;

    public DateTimeOffset? EffectiveFrom { get; init; }

    public DateTimeOffset? EffectiveTo { get; init; }

    public static PolicyInput Of(SlaPolicy row) => new()
    {
        Name = row.Name,
        Description = row.Description,
        Active = row.Active,
        IsDefault = row.IsDefault,
        Position = row.Position,
        Conditions = row.Conditions,
        Targets = row.Targets.ToDictionary(
            static p => p.Key, static p => new TargetsInput(p.Value.FirstResponse, p.Value.NextResponse, p.Value.Resolution)),
        CalendarId = row.CalendarId,
        PauseOn = row.PauseOn,
        Warnings = row.Warnings,
        Escalations = row.Escalations,
        Rules = row.Rules,
        EffectiveFrom = row.EffectiveFrom,
        EffectiveTo = row.EffectiveTo,
    };

    public SlaPolicyDraft ToDraft(Guid calendarId) => new()
    {
        Name = Name,
        Description = Description,
        Active = Active,
        IsDefault = IsDefault,
        Position = Position,
        Conditions = Conditions,
        Targets = Targets.ToDictionary(
            static p => p.Key, static p => new SlaTargets(p.Value.FirstResponse, p.Value.NextResponse, p.Value.Resolution)),
        CalendarId = calendarId,
        PauseOn = PauseOn,
        Warnings = Warnings,
        Escalations = Escalations,
        Rules = Rules,
        EffectiveFrom = EffectiveFrom,
        EffectiveTo = EffectiveTo,
    };
}
