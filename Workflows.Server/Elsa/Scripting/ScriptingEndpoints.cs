using System.Text.Json.Nodes;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Engine.Management;
using Workflows.Server.Access;
using Workflows.Server.Elsa.Transport;

namespace Workflows.Server.Elsa.Scripting;

/// <summary>What the designer's script editor knows, and the test tab of an activity.</summary>
internal static class ScriptingEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/scripting/javascript/type-definitions/{definitionId}", TypesAsync).RequireAuthorization(Policies.WorkflowsRead);
        api.MapPost("/tests/activities", (Delegate)TestAsync).RequireAuthorization(Policies.WorkflowsRun);
    }

    private static async Task<IResult> TypesAsync(string definitionId, DefinitionStore store, CallContext call, CancellationToken cancellationToken)
    {
        var found = await store.FindAsync(call.TenantId, definitionId, DefinitionVersions.Latest, cancellationToken);
        return Results.Text(TypeDeclarations.Of(found?.ToJson() ?? new JsonObject()), "text/plain");
    }

    private static async Task<IResult> TestAsync(HttpContext context)
    {
        await ElsaJson.ReadAsync(context);
        const string Reason = "An activity cannot be run alone: its effects are committed with the instance that it belongs to. Run the workflow.";
        return ElsaJson.Answer(new
        {
            ActivityState = new JsonObject(),
            Payload = new JsonObject { ["Outcomes"] = new JsonArray() },
            Outputs = new JsonObject(),
            Exception = new { Type = "NotSupported", Message = Reason, StackTrace = (string?)null, InnerException = (object?)null },
            Status = "Faulted",
        });
    }
}
