using Workflows.Domain.Shared.People;

namespace Workflows.Server.Administration;

/// <summary>A user as the API shows it: nothing of the password but whether it is a one-time password.</summary>
internal sealed record PersonView(
    Guid Id, string Login, string Email, string Name, string Role, bool Active, Guid? CalendarId, bool MustChangePassword,
    DateTimeOffset? LockedUntil, DateTimeOffset? LastSignInAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Shown once, in the answer that made it.</summary>
    public string? OneTimePassword { get; init; }

    public static PersonView Of(User row) => new(
        row.Id, row.Login, row.Email, row.Name, row.Role, row.Active, row.CalendarId, row.MustChangePassword, row.LockedUntil,
        row.LastSignInAt, row.CreatedAt, row.UpdatedAt);
}
