using System.Text.Json;

namespace Workflows.Server.Processes;

/// <summary>Body of a start.</summary>
/// <param name="CorrelationId">Correlation id, e.g. <c>order:4711</c>.</param>
/// <param name="Name">Name of the instance.</param>
/// <param name="Input">Workflow inputs by name.</param>
/// <param name="Version">A certain version; null for the published one.</param>
internal sealed record StartInput(
    string? CorrelationId = null, string? Name = null, IReadOnlyDictionary<string, JsonElement>? Input = null, int? Version = null);
