using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Workflows.Engine.Management;

namespace Workflows.Server.Elsa.Transport;

/// <summary>How <c>/elsa/api</c> speaks JSON: camelCase, enums as names, dictionary keys as they are, explicit nulls.</summary>
internal static class ElsaJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
        MaxDepth = DefinitionContent.MaxDepth,
    };

    /// <summary>An answer with a body.</summary>
    public static IResult Answer(object? value, int status = StatusCodes.Status200OK) => Results.Json(value, Options, statusCode: status);

    /// <summary>The body of a request, an empty object when there is none.</summary>
    /// <exception cref="JsonException">The body is no JSON object.</exception>
    public static async Task<JsonObject> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (body.Length == 0)
        {
            return [];
        }

        try
        {
            return DefinitionContent.Parse(body.GetBuffer().AsSpan(0, (int)body.Length));
        }
        catch (ArgumentException error)
        {
            throw new JsonException(error.Message, error);
        }
    }
}
