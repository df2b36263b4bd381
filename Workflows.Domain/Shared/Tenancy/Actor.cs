namespace Workflows.Domain.Shared.Tenancy;

/// <summary>Who performs an action, as audit rows name them.</summary>
/// <param name="Kind">"user", "system" or "workflow".</param>
/// <param name="UserId">The user; null for system and workflow actors.</param>
/// <param name="Role">The role the user acts in; see <see cref="Roles"/>.</param>
/// <param name="Name">For people: display name. For workflows: <c>workflow:{instance}</c>.</param>
public sealed record Actor(string Kind, Guid? UserId, string? Role, string Name)
{
    /// <summary>The server itself.</summary>
    public static Actor System { get; } = new("system", null, null, "system");

    /// <summary>Whether the actor is a portal contact, who sees own rows only.</summary>
    public bool IsPortal => Role == Roles.Portal;

    /// <summary>Whether the actor may do what needs a manager.</summary>
    public bool IsManager => Role is Roles.Manager or Roles.Admin;

    /// <summary>An activity of a workflow instance.</summary>
    public static Actor Workflow(Guid instanceId) => new("workflow", null, null, $"workflow:{instanceId}");
}
