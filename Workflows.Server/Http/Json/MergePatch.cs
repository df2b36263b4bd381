using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Http.Json;

/// <summary>
/// A merge patch (RFC 7396) as the body of a PATCH. It is applied to the writable members of a row, and the result is read as
/// strictly as a POST body: read-only and unknown members are a 400, never ignored.
/// </summary>
public sealed class MergePatch
{
    private static readonly string[] MediaTypes = ["application/merge-patch+json", "application/json"];

    private readonly JsonObject _patch;

    private MergePatch(JsonObject patch) => _patch = patch;

    /// <summary>Whether the patch names the member of the row itself.</summary>
    public bool Names(string member) => _patch.ContainsKey(member);

    /// <summary>Binds the request; the framework calls it.</summary>
    public static async ValueTask<MergePatch> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var type = context.Request.ContentType?.Split(';')[0].Trim();
        if (!MediaTypes.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            throw new ProblemException(new Problem(
                415, ProblemCodes.UnsupportedMediaType, "Send a merge patch as application/merge-patch+json or application/json."));
        }

        var options = new JsonDocumentOptions { MaxDepth = ApiJson.Options.MaxDepth, AllowDuplicateProperties = false };
        using var document = await JsonDocument.ParseAsync(context.Request.Body, options, context.RequestAborted);
        RequireTexts(document.RootElement, "$");
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? new MergePatch(JsonObject.Create(document.RootElement.Clone())!)
            : throw new ProblemException(Problem.Invalid("$", "Must be an object."));
    }

    /// <summary>The writable members after the patch.</summary>
    /// <typeparam name="T">The body type of the resource's POST.</typeparam>
    /// <param name="current">The writable members of the row as it is.</param>
    /// <exception cref="JsonException">A member is unknown, read-only or of the wrong type; becomes a 400 that names it.</exception>
    public T Apply<T>(T current)
        where T : class
    {
        var target = JsonSerializer.SerializeToNode(current, ApiJson.Options)!.AsObject();
        var merged = Merge(target, _patch)!;
        return merged.Deserialize<T>(ApiJson.Options) ?? throw new JsonException("The body is null.");
    }

    // The parser takes texts as they come; reading one that is not UTF-8 or holds half a surrogate pair throws later.
    private static void RequireTexts(JsonElement element, string path)
    {
        try
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object:
                    foreach (var member in element.EnumerateObject())
                    {
                        RequireTexts(member.Value, path == "$" ? member.Name : $"{path}.{member.Name}");
                    }

                    break;
                case JsonValueKind.Array:
                    foreach (var (index, item) in element.EnumerateArray().Index())
                    {
                        RequireTexts(item, $"{path}[{index}]");
                    }

                    break;
                case JsonValueKind.String:
                    _ = element.GetString();
                    break;
            }
        }
        catch (InvalidOperationException)
        {
            throw new ProblemException(Problem.Invalid(path, "Must be valid Unicode text."));
        }
    }

    private static JsonNode? Merge(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject members)
        {
            return patch?.DeepClone();
        }

        var result = target as JsonObject ?? [];
        foreach (var (name, value) in members)
        {
            if (value is null)
            {
                // A null takes the value away. The member itself stays, so that a required one is reported as null, and an
                // unknown one as unknown.
                result[name] = null;
                continue;
            }

            result.TryGetPropertyValue(name, out var before);
            result.Remove(name);
            result[name] = Merge(before, value);
        }

        return result;
    }
}
