using System.Text.Json.Nodes;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Elsa.Definitions;

/// <summary>C# expressions run with the rights of the server, so that writing one needs a permission of its own.</summary>
internal sealed class CodeExpressionGate(CallContext call)
{
    private const string Language = "CSharp";

    /// <summary>Refuses (403) a model with C# in it when the caller may not write C#.</summary>
    public void Check(JsonObject model)
    {
        if (call.Actor.Role != Roles.Admin && Contains(model))
        {
            throw new ProblemException(new Problem(403, ProblemCodes.Forbidden, "Only administrators may write C# expressions."));
        }
    }

    private static bool Contains(JsonNode? node) => node switch
    {
        JsonObject json => (json["expression"] is JsonObject expression && expression["type"] is JsonValue type && IsCode(type))
            || (json["type"] is JsonValue own && (IsCode(own) || own.ToString() == "Elsa.RunCSharp")) || json.Any(static pair => Contains(pair.Value)),
        JsonArray items => items.Any(Contains),
        JsonValue text when text.TryGetValue<string>(out var value) && value.AsSpan().TrimStart() is ['{' or '[', ..] && value.Contains(Language, StringComparison.OrdinalIgnoreCase) => true,
        _ => false,
    };

    private static bool IsCode(JsonValue type) => string.Equals(type.ToString(), Language, StringComparison.OrdinalIgnoreCase);
}
