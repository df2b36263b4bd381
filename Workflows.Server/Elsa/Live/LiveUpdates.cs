using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Execution;
using Workflows.Engine.Operations;
using Workflows.Server.Elsa.Instances;

namespace Workflows.Server.Elsa.Live;

/// <summary>
/// Looks at the instances that somebody watches, wherever they are driven, and sends what changed to their viewers. One look a second
/// for each watched instance costs less than a message of every burst to every process.
/// </summary>
internal sealed partial class LiveUpdates(
    IHubContext<InstanceHub> hub, InstanceSearch search, InstanceQueries queries, IWorkflowCatalog catalog, IHostApplicationLifetime lifetime,
    ILogger<LiveUpdates> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentDictionary<Guid, int> _watched = new();

    /// <summary>Watches an instance until the connection ends or the instance does.</summary>
    public void Watch(Guid tenantId, Guid instanceId, DateTimeOffset seen, CancellationToken connection)
    {
        var watchers = _watched.AddOrUpdate(instanceId, 1, static (_, count) => count + 1);
        connection.Register(() => _watched.AddOrUpdate(instanceId, 0, static (_, count) => count - 1));
        if (watchers == 1)
        {
            _ = Task.Run(() => FollowAsync(tenantId, instanceId, seen, lifetime.ApplicationStopping), CancellationToken.None);
        }
    }

    private async Task FollowAsync(Guid tenantId, Guid instanceId, DateTimeOffset seen, CancellationToken cancellationToken)
    {
        try
        {
            while (_watched.GetValueOrDefault(instanceId) > 0)
            {
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
                if (await search.FindAsync(tenantId, instanceId, cancellationToken) is not { } found)
                {
                    break;
                }

                if (found.Row.UpdatedAt <= seen)
                {
                    continue;
                }

                seen = found.Row.UpdatedAt;
                await SendAsync(tenantId, found.Row, cancellationToken);
                if (found.Row.Status is WorkflowStatus.Finished)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The server stops.
        }
        catch (Exception error)
        {
            // A viewer without news still polls; the instance itself is not concerned.
            NotFollowed(error, instanceId);
        }
        finally
        {
            _watched.TryRemove(instanceId, out _);
        }
    }

    private async Task SendAsync(Guid tenantId, InstanceRow row, CancellationToken cancellationToken)
    {
        var history = await InstanceHistory.ReadAsync(queries, catalog, tenantId, row, cancellationToken);
        var stats = new JsonArray([.. history.Runs.GroupBy(static run => run.NodeId, StringComparer.Ordinal)
            .Select(static runs => (JsonNode)ActivityRecords.Stats(runs.Key, runs))]);
        var viewers = hub.Clients.Group(InstanceHub.GroupOf(row.Id));
        await viewers.SendAsync("ActivityExecutionLogUpdatedAsync", new JsonObject { ["stats"] = stats }, cancellationToken);
        await viewers.SendAsync("WorkflowExecutionLogUpdatedAsync", new JsonObject(), cancellationToken);
        await viewers.SendAsync("WorkflowInstanceUpdatedAsync", new JsonObject { ["workflowInstanceId"] = row.Id.ToString() }, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Viewers of instance {InstanceId} get no live updates")]
    private partial void NotFollowed(Exception error, Guid instanceId);
}
