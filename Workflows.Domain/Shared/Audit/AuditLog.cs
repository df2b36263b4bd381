using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Shared.Audit;

/// <summary>Who did what to which row. Append-only: the database refuses changes. Table <c>audit_logs</c>.</summary>
public sealed class AuditLog : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Identifier.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>When it happened.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>"user", "system" or "workflow".</summary>
    public required string ActorKind { get; set; }

    /// <summary>The user; null for others.</summary>
    public Guid? ActorId { get; set; }

    /// <summary>The role the user acted in; null for others.</summary>
    public string? ActorRole { get; set; }

    /// <summary>Display name, or <c>workflow:{instance}</c>.</summary>
    public required string ActorName { get; set; }

    /// <summary>What was done, e.g. <c>ticket.assign</c>.</summary>
    public required string Action { get; set; }

    /// <summary>Kind of the row, e.g. <c>ticket</c>.</summary>
    public required string Entity { get; set; }

    /// <summary>The row.</summary>
    public Guid EntityId { get; set; }

    /// <summary>The row before, as JSON with personal data masked. Null: it did not exist.</summary>
    public string? Before { get; set; }

    /// <summary>The row after, as JSON with personal data masked. Null: it is gone.</summary>
    public string? After { get; set; }

    /// <summary>HTTP request or burst.</summary>
    public string? RequestId { get; set; }

    /// <summary>Caller's network address.</summary>
    public string? ClientAddress { get; set; }
}
