using System.Text.Json;

namespace Workflows.Server.Processes;

/// <summary>Body of an event.</summary>
/// <param name="CorrelationId">Only instances with this correlation id.</param>
/// <param name="InstanceId">Only this instance.</param>
/// <param name="Payload">Any JSON.</param>
/// <param name="Wait">Whether to answer only after the resumed bursts have committed.</param>
internal sealed record EventInput(
    string? CorrelationId = null, Guid? InstanceId = null, JsonElement? Payload = null, bool Wait = false);
