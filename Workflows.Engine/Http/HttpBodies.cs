using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Http;

/// <summary>Reads and writes bodies of HTTP messages by content type.</summary>
internal static class HttpBodies
{
    public static object? Parse(byte[] body, string? contentType)
    {
        if (body.Length == 0)
        {
            return null;
        }

        var media = MediaTypeHeaderValue.TryParse(contentType, out var parsed) ? parsed : null;
        var type = media?.MediaType ?? "text/plain";
        if (type.EndsWith("/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase))
        {
            return ValueConverter.FromJson(Encoding.UTF8.GetString(body), typeof(object));
        }

        return type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || type.EndsWith("xml", StringComparison.OrdinalIgnoreCase)
            || type.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            ? Encoding.UTF8.GetString(body)
            : body;
    }

    /// <summary>The bytes of a value and the content type that fits if none was chosen.</summary>
    public static (byte[] Body, string ContentType) Write(object? content, string? contentType)
    {
        var chosen = string.IsNullOrWhiteSpace(contentType) ? null : contentType;
        return content switch
        {
            null => ([], chosen ?? "text/plain"),
            byte[] bytes => (bytes, chosen ?? "application/octet-stream"),
            string text => (Encoding.UTF8.GetBytes(text), chosen ?? (LooksLikeJson(text) ? "application/json" : "text/plain; charset=utf-8")),
            JsonNode node => (Encoding.UTF8.GetBytes(node.ToJsonString(ValueConverter.Json)), chosen ?? "application/json"),
            _ => (JsonSerializer.SerializeToUtf8Bytes(content, content.GetType(), ValueConverter.Json), chosen ?? "application/json"),
        };
    }

    private static bool LooksLikeJson(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length < 2 || (trimmed[0], trimmed[^1]) is not (('{', '}') or ('[', ']')))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
