using System.Text.Encodings.Web;
using System.Text.Json;

namespace Workflows.EndToEnd.Browser.Studio;

/// <summary>JSON text in which one can look for what a person has typed.</summary>
internal static class Unescaped
{
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text as it stands inside a JSON string.</summary>
    public static string Of(string text) => JsonSerializer.Serialize(text, Options)[1..^1];
}
