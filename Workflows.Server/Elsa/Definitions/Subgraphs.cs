using System.Text.Json.Nodes;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Engine.Definitions;
using Workflows.Engine.Definitions.Json;
using Workflows.Engine.Management;
using Workflows.Server.Elsa.Transport;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Elsa.Definitions;

/// <summary>Parts of a definition that the designer fetches when somebody looks inside an activity.</summary>
internal static class Subgraphs
{
    public static async Task<IResult> FindAsync(
        string versionId, HttpContext context, DefinitionStore store, DefinitionMaterializer materializer, CallContext call, CancellationToken cancellationToken)
    {
        var graph = await GraphAsync(versionId, store, materializer, call, cancellationToken);
        var nodeId = new QueryReader(context).Text("parentNodeId");
        var node = nodeId is null ? graph.Root : graph.Find(nodeId) ?? throw new ProblemException(Problem.NotFound("activity"));
        return ElsaJson.Answer(Node(node, graph, withActivity: true, depth: 2));
    }

    public static async Task<IResult> SegmentsAsync(
        string versionId, HttpContext context, DefinitionStore store, DefinitionMaterializer materializer, CallContext call, CancellationToken cancellationToken)
    {
        var graph = await GraphAsync(versionId, store, materializer, call, cancellationToken);
        var nodeId = new QueryReader(context).Text("childNodeId") ?? throw BodyMembers.Wrong("childNodeId", "Must not be empty.");
        var node = graph.Find(nodeId) ?? throw new ProblemException(Problem.NotFound("activity"));
        var segments = new List<object>();
        var container = node;
        for (var scope = node.Parent; scope is not null; scope = scope.Parent)
        {
            if (scope.Activity is Engine.Activities.Workflow)
            {
                break;
            }

            if (container == node && scope.Children.Count > 0)
            {
                container = scope;
            }

            if (scope.Parent is { Activity: not Engine.Activities.Workflow } owner)
            {
                segments.Insert(0, new { ActivityNodeId = owner.NodeId, ActivityId = owner.Activity.Id, ActivityType = owner.Activity.Type, PortName = scope.Port });
            }
        }

        return ElsaJson.Answer(new
        {
            ChildNode = Node(node, graph, withActivity: true, depth: 0),
            Container = Node(container, graph, withActivity: true, depth: 1),
            PathSegments = segments,
        });
    }

    private static async Task<WorkflowGraph> GraphAsync(
        string versionId, DefinitionStore store, DefinitionMaterializer materializer, CallContext call, CancellationToken cancellationToken) =>
        await materializer.CompileAsync(
            await store.FindVersionAsync(call.TenantId, versionId, cancellationToken)
            ?? throw new ProblemException(Problem.NotFound("workflow definition version")),
            cancellationToken);

    private static JsonObject Node(ActivityNode node, WorkflowGraph graph, bool withActivity, int depth) => new()
    {
        ["nodeId"] = node.NodeId,
        ["port"] = node.Port,
        ["activity"] = withActivity ? WorkflowJson.WriteActivity(node, graph) : null,
        ["parents"] = new JsonArray(),
        ["children"] = new JsonArray([.. depth == 0 ? [] : node.Children.Select(child => (JsonNode)Node(child, graph, withActivity, depth - 1))]),
    };
}
