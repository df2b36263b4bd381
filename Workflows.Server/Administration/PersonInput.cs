using Workflows.Domain.Shared.People;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Administration;

/// <summary>The writable members of a user.</summary>
/// <param name="Login">What the person signs in with.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="Name">Display name.</param>
/// <param name="Role">portal, staff, manager or admin.</param>
/// <param name="Active">False: cannot sign in.</param>
/// <param name="CalendarId">Working hours of the person; null for the tenant's.</param>
internal sealed record PersonInput(
    string Login, string Email, string Name, string Role, bool Active = true, Guid? CalendarId = null)
{
    public static PersonInput Of(User row) => new(row.Login, row.Email, row.Name, row.Role, row.Active, row.CalendarId);

    public void Check(FieldErrors errors)
    {
        var login = errors.Text("login", Login, 254, 2);
        if (login.Any(char.IsWhiteSpace))
        {
            errors.Add("login", "Must not contain spaces.");
        }

        errors.MailAddress("email", Email);
        errors.Text("name", Name, 200);
        errors.OneOf("role", Role, Roles.Portal, Roles.Staff, Roles.Manager, Roles.Admin);
    }

    public void ApplyTo(User row)
    {
        (row.Login, row.Email, row.Name) = (Login.Trim(), Email, Name.Trim());
        (row.Role, row.Active, row.CalendarId) = (Role, Active, CalendarId);
    }
}
