namespace Workflows.Engine.Http;

/// <summary>HTTP headers by name; names compare without case.</summary>
public sealed class HttpHeaders : Dictionary<string, string[]>
{
    /// <summary>Creates an empty set.</summary>
    public HttpHeaders()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }

    /// <summary>Creates a set.</summary>
    public HttpHeaders(IDictionary<string, string[]> source)
        : base(source, StringComparer.OrdinalIgnoreCase)
    {
    }

    /// <summary>The content type; null: not set.</summary>
    public string? ContentType => TryGetValue("Content-Type", out var values) && values.Length > 0 ? values[0] : null;
}
