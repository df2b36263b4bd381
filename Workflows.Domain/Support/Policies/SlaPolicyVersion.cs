using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Support.Policies;

/// <summary>A policy as it read under one version. Table <c>support_sla_policy_versions</c>, append-only.</summary>
public sealed class SlaPolicyVersion : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>The policy.</summary>
    public Guid PolicyId { get; set; }

    /// <summary>The version.</summary>
    public int Version { get; set; }

    /// <summary>The whole policy as JSON.</summary>
    public required string Content { get; set; }

    /// <summary>Who made the version, as audit rows name actors.</summary>
    public required string ActorName { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
