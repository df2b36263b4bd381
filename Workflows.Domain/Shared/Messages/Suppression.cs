using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Shared.Messages;

/// <summary>An address that gets no mail. Table <c>suppressions</c>.</summary>
public sealed class Suppression : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Identifier.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>The address in lower case.</summary>
    public required string Address { get; set; }

    /// <summary>"bounce", "complaint", "opt_out" or "manual".</summary>
    public required string Reason { get; set; }

    /// <summary>What the bounce said, or who asked.</summary>
    public string? Detail { get; set; }

    /// <summary>Since when.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
