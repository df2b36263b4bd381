using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Policies;

/// <summary>A policy as its author writes it; see <see cref="SlaPolicy"/> for the members.</summary>
public sealed record SlaPolicyDraft
{
    /// <summary>Name, 1..100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>For people.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it applies. Default: yes.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Whether it is the default of the tenant.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Lower is tried first.</summary>
    public int Position { get; init; }

    /// <summary>Which tickets it is for. Default: all.</summary>
    public SlaConditions Conditions { get; init; } = SlaConditions.Any;

    /// <summary>Promises by priority, at least one.</summary>
    public required IReadOnlyDictionary<TicketPriority, SlaTargets> Targets { get; init; }

    /// <summary>Business hours.</summary>
    public required Guid CalendarId { get; init; }

    /// <summary>Statuses in which clocks stand still. Default: pending and on hold.</summary>
    public IReadOnlyList<TicketStatus> PauseOn { get; init; } = [TicketStatus.Pending, TicketStatus.OnHold];

    /// <summary>Warning percentages. Default: 50, 80, 95.</summary>
    public IReadOnlyList<int> Warnings { get; init; } = SlaPolicy.DefaultWarnings;

    /// <summary>Levels after the breach. Default: reassign, then managers.</summary>
    public IReadOnlyList<EscalationLevel> Escalations { get; init; } = EscalationLevel.Defaults;

    /// <summary>The other numbers.</summary>
    public SlaRules Rules { get; init; } = SlaRules.Default;

    /// <summary>First instant it applies to new tickets.</summary>
    public DateTimeOffset? EffectiveFrom { get; init; }

    /// <summary>First instant it no longer does.</summary>
    public DateTimeOffset? EffectiveTo { get; init; }
}
