namespace Workflows.Server.Administration;

/// <summary>Body of <c>POST /api/users</c>.</summary>
/// <param name="Login">What the person signs in with.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="Name">Display name.</param>
/// <param name="Role">portal, staff, manager or admin.</param>
/// <param name="Active">False: cannot sign in.</param>
/// <param name="CalendarId">Working hours of the person; null for the tenant's.</param>
/// <param name="Password">First password; null makes a one-time password, which the answer shows.</param>
internal sealed record NewPersonInput(
    string Login, string Email, string Name, string Role, bool Active = true, Guid? CalendarId = null, string? Password = null)
{
    public PersonInput Person => new(Login, Email, Name, Role, Active, CalendarId);
}
