using Workflows.Engine.Http;

namespace Workflows.Server.Elsa.Http;

/// <summary>A trigger that answers a route.</summary>
internal sealed record TriggerRoute(Guid? Owner, string DefinitionId, string VersionId, string ActivityId, HttpEndpointPayload Payload);
