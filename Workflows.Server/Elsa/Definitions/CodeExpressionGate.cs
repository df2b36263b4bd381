using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Engine.Management;
using Workflows.Server.Access;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Elsa.Definitions;

/// <summary>C# expressions run with the rights of the server, so that writing one needs a permission of its own.</summary>
internal sealed class CodeExpressionGate(IAuthorizationService authorization, DefinitionStore store, CallContext call)
{
    private const string Language = "CSharp";
    private const string Activity = "Elsa.RunCSharp";

    /// <summary>
    /// Refuses (403) a model with C# in it that the definition does not have yet, when the caller may not write C#. So people without the
    /// permission can go on editing the rest of a definition.
    /// </summary>
    public async Task CheckAsync(HttpContext context, JsonObject model, CancellationToken cancellationToken)
    {
        var code = Fragments(model).ToHashSet(StringComparer.Ordinal);
        if (code.Count == 0 || (await authorization.AuthorizeAsync(context.User, Policies.WorkflowsCode)).Succeeded)
        {
            return;
        }

        if (model["definitionId"] is JsonValue id && id.TryGetValue<string>(out var definitionId)
            && await store.FindAsync(call.TenantId, definitionId, DefinitionVersions.Latest, cancellationToken) is { } known)
        {
            code.ExceptWith(Fragments(known.ToJson()));
        }

        if (code.Count > 0)
        {
            throw new ProblemException(new Problem(403, ProblemCodes.Forbidden, "Only administrators of the installation may write C# expressions."));
        }
    }

    private static IEnumerable<string> Fragments(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json when IsCode(json):
                yield return json.ToJsonString();
                break;
            case JsonObject json:
                // A script may come from any input of the activity, whatever their languages are.
                if (IsNamed(json["type"], Activity))
                {
                    yield return json["script"]?.ToJsonString() ?? Activity;
                }

                foreach (var fragment in json.SelectMany(static pair => Fragments(pair.Value)))
                {
                    yield return fragment;
                }

                break;
            case JsonArray items:
                foreach (var fragment in items.SelectMany(Fragments))
                {
                    yield return fragment;
                }

                break;
            case JsonValue value when value.TryGetValue<string>(out var text) && text.AsSpan().TrimStart() is ['{' or '[', ..]
                && text.Contains(Language, StringComparison.OrdinalIgnoreCase):
                // Definitions in texts: cases of a switch, activities of types that are not known here.
                yield return text;
                break;
        }
    }

    private static bool IsCode(JsonObject json) => IsNamed(json["type"], Language);

    private static bool IsNamed(JsonNode? type, string name) =>
        type is JsonValue value && string.Equals(value.ToString(), name, StringComparison.OrdinalIgnoreCase);
}
