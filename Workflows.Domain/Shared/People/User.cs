using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Tenancy;

namespace Workflows.Domain.Shared.People;

/// <summary>A person who signs in: staff or customer contact. Table <c>users</c>.</summary>
public sealed class User : ITenantOwned, ITimestamped, IRowVersioned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Identifier.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>What the person signs in with; unique in the tenant without regard to case. Often the e-mail address.</summary>
    public required string Login { get; set; }

    /// <summary>E-mail address; unique in the tenant without regard to case.</summary>
    public required string Email { get; set; }

    /// <summary>Display name.</summary>
    public required string Name { get; set; }

    /// <summary>One of <see cref="Roles"/>.</summary>
    public required string Role { get; set; }

    /// <summary>False: cannot sign in, and tokens and keys are refused.</summary>
    public bool Active { get; set; } = true;

    /// <summary>Business calendar with the person's working hours. Null: the tenant's.</summary>
    public Guid? CalendarId { get; set; }

    /// <summary>Hash of the password. Null: cannot sign in with a password.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Whether the password is a one-time password.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>Tokens carry the number they were made under; raising it revokes them all.</summary>
    public int TokenVersion { get; set; } = 1;

    /// <summary>Wrong passwords since the last good one.</summary>
    public int FailedSignIns { get; set; }

    /// <summary>Until when sign-in is refused. Null: not locked.</summary>
    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>Last sign-in by password.</summary>
    public DateTimeOffset? LastSignInAt { get; set; }

    /// <inheritdoc />
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc />
    public DateTimeOffset UpdatedAt { get; set; }

    /// <inheritdoc />
    public uint RowVersion { get; private set; }
}
