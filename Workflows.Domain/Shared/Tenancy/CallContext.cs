namespace Workflows.Domain.Shared.Tenancy;

/// <summary>
/// Who acts, for which tenant, in the current scope (an HTTP request or an activity). Set once by the host at the start of
/// the scope; domain code only reads it.
/// </summary>
public sealed class CallContext
{
    private Guid? _tenantId;

    /// <summary>The tenant of the scope. Throws <see cref="InvalidOperationException"/> when the host has set none.</summary>
    public Guid TenantId
    {
        get => _tenantId ?? throw new InvalidOperationException("No tenant is set for this scope.");
        set => _tenantId = value;
    }

    /// <summary>Whether the host has set a tenant.</summary>
    public bool HasTenant => _tenantId is not null;

    /// <summary>Who acts. Default: <see cref="Actor.System"/>.</summary>
    public Actor Actor { get; set; } = Actor.System;

    /// <summary>Identifier of the HTTP request or burst, for audit rows. Null when unknown.</summary>
    public string? RequestId { get; set; }

    /// <summary>Network address of the caller, for audit rows. Null inside workflows.</summary>
    public string? ClientAddress { get; set; }
}
