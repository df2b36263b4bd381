using System.Text.Json.Nodes;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Engine.Management;
using Workflows.Server.Access;
using Workflows.Server.Elsa.Transport;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Elsa.Definitions;

/// <summary>Looking at definitions.</summary>
internal static class DefinitionReadEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var read = api.MapGroup("/workflow-definitions").RequireAuthorization(Policies.WorkflowsRead);
        read.MapGet("/", ListAsync);
        read.MapGet("/by-definition-id/{definitionId}", ByDefinitionIdAsync);
        read.MapGet("/by-id/{versionId}", ByIdAsync);
        read.MapGet("/many-by-id", ManyAsync);
        read.MapGet("/validation/is-name-unique", IsNameUniqueAsync);
        read.MapGet("/query/count", CountAsync);
        read.MapGet("/subgraph/{versionId}", Subgraphs.FindAsync);
        read.MapGet("/subgraph/segments/{versionId}", Subgraphs.SegmentsAsync);
        read.MapGet("/{definitionId}/versions", VersionsAsync);
        read.MapGet("/{definitionId}/consumers", ConsumersAsync);
        read.MapGet("/{definitionId}/validation", ValidateAsync);
        read.MapGet("/{definitionId}/references", ReferencesAsync);
    }

    public static async Task<StoredDefinition> RequireAsync(
        DefinitionStore store, CallContext call, string definitionId, DefinitionVersions versions, CancellationToken cancellationToken) =>
        await store.FindAsync(call.TenantId, definitionId, versions, cancellationToken)
        ?? throw new ProblemException(Problem.NotFound("workflow definition"));

    public static bool CanEdit(HttpContext context) =>
        context.User.SignedIn()?.Role is Roles.Manager or Roles.Admin;

    private static async Task<IResult> ListAsync(HttpContext context, DefinitionStore store, CallContext call, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context);
        var (offset, limit) = query.Page(100);
        var filter = new DefinitionFilter
        {
            Versions = query.Versions(DefinitionVersions.All),
            DefinitionIds = query.Texts("definitionIds"),
            Ids = query.Texts("ids"),
            Search = query.Text("searchTerm"),
            Name = query.Text("name"),
            IsSystem = query.Flag("isSystem"),
            UsableAsActivity = query.Flag("usableAsActivity"),
            Order = OrderOf(query.Text("orderBy")),
            Descending = query.Text("orderDirection") is not { } direction || direction.StartsWith("Desc", StringComparison.OrdinalIgnoreCase),
            Offset = offset,
            Limit = limit,
        };
        var (items, total) = await store.ListAsync(call.TenantId, filter, cancellationToken);
        var canEdit = CanEdit(context);
        return ElsaJson.Answer(new
        {
            Items = items.Select(item => DefinitionView.Summary(item, canEdit)).ToList(),
            TotalCount = total,
            Links = canEdit ? BulkLinks : [],
        });
    }

    private static readonly DefinitionView.Link[] BulkLinks =
    [
        new("/bulk-actions/publish/workflow-definitions/by-definition-ids", "bulk-publish", "POST"),
        new("/bulk-actions/retract/workflow-definitions/by-definition-ids", "bulk-retract", "POST"),
        new("/bulk-actions/delete/workflow-definitions/by-definition-id", "bulk-delete", "POST"),
    ];

    private static DefinitionOrder OrderOf(string? text) => text?.ToUpperInvariant() switch
    {
        null or "CREATED" or "CREATEDAT" => DefinitionOrder.Created,
        "NAME" => DefinitionOrder.Name,
        "VERSION" => DefinitionOrder.Version,
        _ => throw BodyMembers.Wrong("orderBy", "Must be Created, Name or Version."),
    };

    private static async Task<IResult> ByDefinitionIdAsync(
        string definitionId, HttpContext context, DefinitionStore store, DefinitionMaterializer materializer, CallContext call, CancellationToken cancellationToken)
    {
        var found = await RequireAsync(store, call, definitionId, new QueryReader(context).Versions(DefinitionVersions.Latest), cancellationToken);
        return await FullAsync(found, context, materializer, call, cancellationToken);
    }

    private static async Task<IResult> ByIdAsync(
        string versionId, HttpContext context, DefinitionStore store, DefinitionMaterializer materializer, CallContext call, CancellationToken cancellationToken)
    {
        var found = await store.FindVersionAsync(call.TenantId, versionId, cancellationToken)
            ?? throw new ProblemException(Problem.NotFound("workflow definition version"));
        return await FullAsync(found, context, materializer, call, cancellationToken);
    }

    private static async Task<IResult> FullAsync(
        StoredDefinition found, HttpContext context, DefinitionMaterializer materializer, CallContext call, CancellationToken cancellationToken) =>
        ElsaJson.Answer(DefinitionView.Full(found, await materializer.RegistryAsync(call.TenantId, cancellationToken), CanEdit(context)));

    private static async Task<IResult> ManyAsync(
        HttpContext context, DefinitionStore store, DefinitionMaterializer materializer, CallContext call, CancellationToken cancellationToken)
    {
        var ids = new QueryReader(context).Texts("ids");
        var registry = await materializer.RegistryAsync(call.TenantId, cancellationToken);
        var found = ids.Count == 0 ? [] : await store.ReadAsync(call.TenantId, new DefinitionFilter { Ids = ids, Limit = 1000 }, cancellationToken);
        return ElsaJson.Answer(new ItemList<JsonObject>([.. found.Select(d => DefinitionView.Full(d, registry, CanEdit(context)))]));
    }

    private static async Task<IResult> IsNameUniqueAsync(
        HttpContext context, DefinitionStore store, CallContext call, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context);
        var name = query.Text("name")?.Trim() ?? throw BodyMembers.Wrong("name", "Must not be empty.");
        var own = query.Text("definitionId");
        var (items, _) = await store.ListAsync(
            call.TenantId, new DefinitionFilter { Name = name, Versions = DefinitionVersions.Latest, Limit = 10 }, cancellationToken);
        return ElsaJson.Answer(new { IsUnique = items.All(item => item.DefinitionId == own) });
    }

    private static async Task<IResult> CountAsync(HttpContext context, DefinitionStore store, CallContext call, CancellationToken cancellationToken)
    {
        var (_, total) = await store.ListAsync(
            call.TenantId, new DefinitionFilter { Versions = new QueryReader(context).Versions(DefinitionVersions.Latest), Limit = 1 }, cancellationToken);
        return ElsaJson.Answer(new { Count = total });
    }

    private static async Task<IResult> VersionsAsync(
        string definitionId, HttpContext context, DefinitionStore store, DefinitionMaterializer materializer, CallContext call, CancellationToken cancellationToken)
    {
        await RequireAsync(store, call, definitionId, DefinitionVersions.All, cancellationToken);
        var registry = await materializer.RegistryAsync(call.TenantId, cancellationToken);
        var found = await store.ReadAsync(
            call.TenantId,
            new DefinitionFilter { DefinitionIds = [definitionId], Order = DefinitionOrder.Version, Descending = true, Limit = 1000 },
            cancellationToken);
        return ElsaJson.Answer(new ItemList<JsonObject>([.. found.Select(d => DefinitionView.Full(d, registry, CanEdit(context)))]));
    }

    private static async Task<IResult> ConsumersAsync(
        string definitionId, DefinitionLibrary library, CallContext call, CancellationToken cancellationToken) =>
        await library.ConsumersAsync(call.TenantId, definitionId, cancellationToken) is { } ids
            ? ElsaJson.Answer(new { ConsumingWorkflowDefinitionIds = ids })
            : throw new ProblemException(Problem.NotFound("workflow definition"));

    private static async Task<IResult> ReferencesAsync(
        string definitionId, DefinitionStore store, DefinitionMaterializer materializer, DefinitionLibrary library, CallContext call,
        CancellationToken cancellationToken)
    {
        var found = await RequireAsync(store, call, definitionId, DefinitionVersions.Latest, cancellationToken);
        return ElsaJson.Answer(new
        {
            found.DefinitionId,
            Uses = await materializer.UsesAsync(call.TenantId, found.ToJson(), cancellationToken),
            UsedBy = await library.ConsumersAsync(call.TenantId, definitionId, cancellationToken),
        });
    }

    private static async Task<IResult> ValidateAsync(
        string definitionId, HttpContext context, DefinitionStore store, DefinitionLibrary library, CallContext call, CancellationToken cancellationToken)
    {
        var found = await RequireAsync(store, call, definitionId, new QueryReader(context).Versions(DefinitionVersions.Latest), cancellationToken);
        var problems = await library.ValidateAsync(found, cancellationToken);
        return ElsaJson.Answer(new { IsValid = problems.Count == 0, Problems = problems });
    }
}
