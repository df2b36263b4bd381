using System.Text.Json;
using Workflows.Engine.Execution;

namespace Workflows.Server.Processes;

/// <summary>Body of a start.</summary>
/// <param name="CorrelationId">Correlation id, e.g. <c>order:4711</c>.</param>
/// <param name="Name">Name of the instance.</param>
/// <param name="Input">Workflow inputs by name.</param>
/// <param name="Version">A certain version; null for the published one.</param>
internal sealed record StartInput(
    string? CorrelationId = null, string? Name = null, IReadOnlyDictionary<string, JsonElement>? Input = null, int? Version = null);

/// <summary>Body of an event.</summary>
/// <param name="CorrelationId">Only instances with this correlation id.</param>
/// <param name="InstanceId">Only this instance.</param>
/// <param name="Payload">Any JSON.</param>
/// <param name="Wait">Whether to answer only after the resumed bursts have committed.</param>
internal sealed record EventInput(
    string? CorrelationId = null, Guid? InstanceId = null, JsonElement? Payload = null, bool Wait = false);

internal sealed record CancelInput(string? Reason = null);

internal sealed record RetryInput(string? ActivityInstanceId = null);

internal sealed record SkipInput(string? ActivityInstanceId = null, IReadOnlyList<string>? Outcomes = null, string? Reason = null);

internal sealed record VariablesInput(IReadOnlyDictionary<string, JsonElement> Variables, string? Reason = null);

/// <summary>Answer to a start; the states are null when a repeated key found an earlier start.</summary>
internal sealed record StartedView(Guid InstanceId, WorkflowStatus? Status, WorkflowSubStatus? SubStatus);

/// <summary>Answer to an event.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Resumed">How many waits it resumed at once; with none it is kept for a wait to come.</param>
internal sealed record PublishedView(Guid EventId, int Resumed);
