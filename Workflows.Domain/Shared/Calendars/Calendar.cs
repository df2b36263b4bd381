using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Shared.Calendars;

/// <summary>A tenant's named business calendar. Table <c>business_calendars</c>; every version's definition is kept.</summary>
public sealed class Calendar : ITenantOwned, ITimestamped, IRowVersioned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Identifier, the same for all versions.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Name, unique in the tenant without regard to case.</summary>
    public required string Name { get; set; }

    /// <summary>Whether it stands for the tenant where nothing else is said. At most one does.</summary>
    public bool IsDefault { get; set; }

    /// <summary>The present definition.</summary>
    public required CalendarDefinition Definition { get; set; }

    /// <summary>Counts the definitions, from 1.</summary>
    public int Version { get; set; } = 1;

    /// <inheritdoc />
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc />
    public DateTimeOffset UpdatedAt { get; set; }

    /// <inheritdoc />
    public uint RowVersion { get; private set; }
}
