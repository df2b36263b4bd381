using System.Text.Json;

namespace Workflows.Server.Processes;

internal sealed record VariablesInput(IReadOnlyDictionary<string, JsonElement> Variables, string? Reason = null);
