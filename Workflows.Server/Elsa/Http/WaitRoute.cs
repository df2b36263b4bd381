namespace Workflows.Server.Elsa.Http;

/// <summary>A wait that answers a route.</summary>
internal sealed record WaitRoute(Guid TenantId, Guid InstanceId, long Stimulus, RouteValueDictionary Values);
