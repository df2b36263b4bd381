using Workflows.Engine.Execution;

namespace Workflows.Engine.Http;

/// <summary>What an HTTP endpoint waits for: a route and a method.</summary>
/// <param name="Path">Route template without leading slash, lower case.</param>
/// <param name="Method">HTTP method, lower case.</param>
/// <param name="Authorize">Whether the caller must be signed in.</param>
/// <param name="Policy">Authorization policy; null: none in particular.</param>
/// <param name="RequestTimeout">Longest time until the answer; null: none.</param>
/// <param name="RequestSizeLimit">Largest request in bytes; null: none.</param>
public sealed record HttpEndpointPayload(
    string Path, string Method, bool Authorize = false, string? Policy = null, TimeSpan? RequestTimeout = null, long? RequestSizeLimit = null) : IStimulusText
{
    /// <summary>Stimulus name of all HTTP endpoints.</summary>
    public const string Name = "Elsa.HttpEndpoint";

    string IStimulusText.StimulusText => $"{Method} {Path}";

    /// <summary>The hash under which triggers and waits of a route are found.</summary>
    public static long HashOf(string path, string method) => StimulusHasher.Hash(Name, new HttpEndpointPayload(Normalize(path), method.ToLowerInvariant()));

    /// <summary>A route as it is compared: without slashes at its ends, lower case.</summary>
    public static string Normalize(string path) => path.Trim().Trim('/').ToLowerInvariant();
}
