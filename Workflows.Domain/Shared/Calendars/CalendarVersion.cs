using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Shared.Calendars;

/// <summary>A calendar as it was. Table <c>business_calendar_versions</c>, append-only, so that old arithmetic can be repeated.</summary>
public sealed class CalendarVersion : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>The calendar.</summary>
    public Guid CalendarId { get; set; }

    /// <summary>The version.</summary>
    public int Version { get; set; }

    /// <summary>Its definition.</summary>
    public required CalendarDefinition Definition { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
