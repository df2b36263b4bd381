using Workflows.Domain.Shared.Data;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Policies;

/// <summary>
/// What is promised to which tickets. Table <c>support_sla_policies</c>; earlier versions are kept in
/// <c>support_sla_policy_versions</c>.
/// </summary>
public sealed class SlaPolicy : ITenantOwned, ITimestamped, IRowVersioned
{
    /// <summary>Warning percentages when nothing else is said.</summary>
    public static IReadOnlyList<int> DefaultWarnings { get; } = [50, 80, 95];

    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Identifier, the same for all versions.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Name, unique in the tenant without regard to case.</summary>
    public required string Name { get; set; }

    /// <summary>For people. Null: none.</summary>
    public string? Description { get; set; }

    /// <summary>False: matches nothing; tickets that had it are matched anew.</summary>
    public bool Active { get; set; } = true;

    /// <summary>The policy of tickets that no other fits. At most one active policy of a tenant is.</summary>
    public bool IsDefault { get; set; }

    /// <summary>Lower is tried first; the default is tried last.</summary>
    public int Position { get; set; }

    /// <summary>Which tickets it is for.</summary>
    public SlaConditions Conditions { get; set; } = SlaConditions.Any;

    /// <summary>Promises by priority. A priority that is absent has none.</summary>
    public IReadOnlyDictionary<TicketPriority, SlaTargets> Targets { get; set; } = new Dictionary<TicketPriority, SlaTargets>();

    /// <summary>Business hours that the promises count in.</summary>
    public Guid CalendarId { get; set; }

    /// <summary>Statuses in which the clocks stand still.</summary>
    public IReadOnlyList<TicketStatus> PauseOn { get; set; } = [TicketStatus.Pending, TicketStatus.OnHold];

    /// <summary>Percentages of a target at which to warn, rising.</summary>
    public IReadOnlyList<int> Warnings { get; set; } = DefaultWarnings;

    /// <summary>What happens after a breach.</summary>
    public IReadOnlyList<EscalationLevel> Escalations { get; set; } = EscalationLevel.Defaults;

    /// <summary>The other numbers.</summary>
    public SlaRules Rules { get; set; } = SlaRules.Default;

    /// <summary>First instant it applies to new tickets. Null: always has.</summary>
    public DateTimeOffset? EffectiveFrom { get; set; }

    /// <summary>First instant it no longer does. Null: no end.</summary>
    public DateTimeOffset? EffectiveTo { get; set; }

    /// <summary>Counts every change, from 1.</summary>
    public int Version { get; set; } = 1;

    /// <inheritdoc />
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc />
    public DateTimeOffset UpdatedAt { get; set; }

    /// <inheritdoc />
    public uint RowVersion { get; private set; }

    /// <summary>Whether it applies at the instant.</summary>
    public bool IsEffective(DateTimeOffset at) => Active && (EffectiveFrom is not { } from || from <= at) && (EffectiveTo is not { } to || at < to);
}
