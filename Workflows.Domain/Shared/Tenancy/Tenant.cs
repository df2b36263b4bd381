using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Shared.Tenancy;

/// <summary>A firm whose rows are kept apart from every other's. Table <c>tenants</c>.</summary>
public sealed class Tenant : ITimestamped, IRowVersioned
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Short name for sign-in and addresses: lower-case letters, digits and hyphens, unique.</summary>
    public required string Key { get; set; }

    /// <summary>Name for people.</summary>
    public required string Name { get; set; }

    /// <summary>IANA zone that dates of the tenant are meant in. Default: UTC.</summary>
    public string Zone { get; set; } = "UTC";

    /// <summary>False: nobody of the tenant can sign in.</summary>
    public bool Active { get; set; } = true;

    /// <inheritdoc />
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc />
    public DateTimeOffset UpdatedAt { get; set; }

    /// <inheritdoc />
    public uint RowVersion { get; private set; }
}
