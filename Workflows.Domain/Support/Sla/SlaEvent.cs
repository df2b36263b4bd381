using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Support.Sla;

/// <summary>A warning, breach or escalation of a clock. Table <c>support_sla_events</c>; each happens once in a clock cycle.</summary>
public sealed class SlaEvent : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Identifier.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>The ticket.</summary>
    public Guid TicketId { get; set; }

    /// <summary>The clock.</summary>
    public Guid ClockId { get; set; }

    /// <summary>What it tells.</summary>
    public SlaEventKind Kind { get; set; }

    /// <summary>Percent of a warning, or level of a breach (1) or escalation (2 and up).</summary>
    public int Level { get; set; }

    /// <summary>Unique in the tenant: <c>sla:{cycle}:{level}</c>.</summary>
    public required string Key { get; set; }

    /// <summary>When it became due.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>When it was noticed.</summary>
    public DateTimeOffset RecordedAt { get; set; }

    /// <summary>Business time beyond the target when noticed; zero or negative for warnings.</summary>
    public TimeSpan OverBy { get; set; }

    /// <summary>When people were told or it was found that nobody need be. Null: open.</summary>
    public DateTimeOffset? HandledAt { get; set; }

    /// <summary>What became of it: <c>notified</c>, <c>reassigned</c>, <c>nobody_available</c>, <c>outdated</c>. Null: open.</summary>
    public string? Outcome { get; set; }
}
