using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Support.Teams;

/// <summary>When somebody is away and who stands in. Table <c>support_absences</c>.</summary>
public sealed class Absence : ITenantOwned, ITimestamped, IRowVersioned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Identifier.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Who is away.</summary>
    public Guid UserId { get; set; }

    /// <summary>First instant away.</summary>
    public DateTimeOffset StartsAt { get; set; }

    /// <summary>First instant back.</summary>
    public DateTimeOffset EndsAt { get; set; }

    /// <summary>Who gets the person's mails meanwhile. Null: nobody.</summary>
    public Guid? SubstituteId { get; set; }

    /// <inheritdoc />
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc />
    public DateTimeOffset UpdatedAt { get; set; }

    /// <inheritdoc />
    public uint RowVersion { get; private set; }
}
