using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Shared.MailTemplates;

/// <summary>A tenant's wording of a shipped template, or a template of its own. Table <c>mail_templates</c>.</summary>
public sealed class StoredMailTemplate : ITenantOwned, ITimestamped, IRowVersioned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Identifier.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Key, unique per tenant.</summary>
    public required string Key { get; set; }

    /// <summary>The present version; every change makes one more.</summary>
    public int Version { get; set; }

    /// <summary>False: the tenant went back to the shipped template. The history stays.</summary>
    public bool InUse { get; set; } = true;

    /// <summary>A <see cref="MailTemplateContent"/> as JSON.</summary>
    public required string Content { get; set; }

    /// <summary>Who made the present version.</summary>
    public required string ActorName { get; set; }

    /// <inheritdoc />
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc />
    public DateTimeOffset UpdatedAt { get; set; }

    /// <inheritdoc />
    public uint RowVersion { get; private set; }
}
