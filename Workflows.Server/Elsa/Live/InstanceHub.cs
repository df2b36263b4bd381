using Microsoft.AspNetCore.SignalR;
using Workflows.Engine.Operations;
using Workflows.Server.Access;

namespace Workflows.Server.Elsa.Live;

/// <summary>Tells viewers that an instance went on. Clients call <c>ObserveInstanceAsync</c>; see <see cref="LiveUpdates"/>.</summary>
internal sealed class InstanceHub(InstanceSearch search, LiveUpdates updates) : Hub
{
    /// <summary>Joins the group of an instance of the caller's tenant; others are not told apart from instances that do not exist.</summary>
    public async Task ObserveInstanceAsync(string instanceId)
    {
        if (Context.User?.SignedIn() is { } user && Guid.TryParse(instanceId, out var id)
            && await search.FindAsync(user.TenantId, id, Context.ConnectionAborted) is { } found)
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, GroupOf(id), Context.ConnectionAborted);
            updates.Watch(user.TenantId, id, found.Row.UpdatedAt, Context.ConnectionAborted);
        }
    }

    public static string GroupOf(Guid instanceId) => instanceId.ToString();
}
