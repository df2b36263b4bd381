using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Shared.People;

/// <summary>A user's key for scripts; only its hash is kept. Table <c>api_keys</c>.</summary>
public sealed class ApiKey : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Identifier.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Owner.</summary>
    public Guid UserId { get; set; }

    /// <summary>What it is for.</summary>
    public required string Name { get; set; }

    /// <summary>First characters, to recognise the key by.</summary>
    public required string Prefix { get; set; }

    /// <summary>SHA-256 of the key.</summary>
    public required byte[] KeyHash { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Last use, exact to a minute. Null: never used.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>When it ends. Null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When it was revoked. Null: good.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}
