using System.Text.Json.Nodes;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Engine.Management;
using Workflows.Server.Access;
using Workflows.Server.Elsa.Transport;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Elsa.Definitions;

/// <summary>Saving, publishing, retracting, reverting and deleting definitions.</summary>
internal static class DefinitionWriteEndpoints
{
    private const int LargestFile = 10 * 1024 * 1024;

    public static void Map(RouteGroupBuilder api)
    {
        var edit = api.MapGroup(string.Empty).RequireAuthorization(Policies.WorkflowsEdit);
        edit.MapPost("/workflow-definitions", SaveAsync);
        edit.MapPost("/workflow-definitions/import", ImportAsync);
        edit.MapPut("/workflow-definitions/import", ImportAsync);
        edit.MapPost("/workflow-definitions/import-files", ImportFilesAsync)
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(5 * LargestFile));
        edit.MapDelete("/workflow-definitions/{definitionId}", DeleteAsync);
        edit.MapDelete("/workflow-definition-versions/{versionId}", DeleteVersionAsync);
        edit.MapPost("/workflow-definitions/{definitionId}/revert/{version}", RevertAsync);
        edit.MapPost("/bulk-actions/delete/workflow-definitions/by-definition-id", BulkDeleteAsync);
        edit.MapPost("/bulk-actions/delete/workflow-definitions/by-id", BulkDeleteVersionsAsync);

        var publish = api.MapGroup(string.Empty).RequireAuthorization(Policies.WorkflowsPublish);
        publish.MapPost("/workflow-definitions/{definitionId}/publish", PublishAsync);
        publish.MapPost("/workflow-definitions/{definitionId}/retract", RetractAsync);
        publish.MapPost("/workflow-definitions/{definitionId}/update-references", UpdateReferencesAsync);
        publish.MapPost("/bulk-actions/publish/workflow-definitions/by-definition-ids", BulkPublishAsync);
        publish.MapPost("/bulk-actions/retract/workflow-definitions/by-definition-ids", BulkRetractAsync);
    }

    private static async Task<IResult> SaveAsync(HttpContext context, DefinitionDesk desk, CancellationToken cancellationToken)
    {
        var body = await ElsaJson.ReadAsync(context);
        if (body["model"] is not JsonObject model)
        {
            throw BodyMembers.Wrong("model", "Must be a workflow definition.");
        }

        var saved = await desk.SaveAsync(context, model, keepId: false, cancellationToken);
        return ElsaJson.Answer(body.Flag("publish") == true
            ? await desk.PublishAsync(saved.DefinitionId, cancellationToken)
            : await desk.SavedAsync(new PublishResult(saved, AlreadyPublished: false, []), cancellationToken));
    }

    private static async Task<IResult> ImportAsync(HttpContext context, DefinitionDesk desk, CancellationToken cancellationToken)
    {
        var saved = await desk.SaveAsync(context, await ElsaJson.ReadAsync(context), keepId: true, cancellationToken);
        return ElsaJson.Answer(await desk.FullAsync(saved, cancellationToken));
    }

    private static async Task<IResult> ImportFilesAsync(HttpContext context, DefinitionDesk desk, CancellationToken cancellationToken)
    {
        if (!context.Request.HasFormContentType)
        {
            throw BodyMembers.Wrong("files", "Send the files as multipart/form-data.");
        }

        var form = await context.Request.ReadFormAsync(cancellationToken);
        var models = new List<JsonObject>();
        foreach (var file in form.Files)
        {
            await using var content = file.OpenReadStream();
            models.AddRange(await DefinitionFiles.ReadAsync(file.FileName, content, LargestFile, cancellationToken));
        }

        foreach (var model in models)
        {
            await desk.SaveAsync(context, model, keepId: true, cancellationToken);
        }

        return ElsaJson.Answer(new { models.Count });
    }

    private static async Task<IResult> PublishAsync(string definitionId, DefinitionDesk desk, CancellationToken cancellationToken) =>
        ElsaJson.Answer(await desk.PublishAsync(definitionId, cancellationToken));

    private static async Task<IResult> RetractAsync(string definitionId, DefinitionDesk desk, DefinitionStore store, CallContext call, CancellationToken cancellationToken)
    {
        await DefinitionReadEndpoints.RequireAsync(store, call, definitionId, DefinitionVersions.All, cancellationToken);
        var retracted = await desk.Library.RetractAsync(call.TenantId, definitionId, call.Actor.Name, cancellationToken)
            ?? throw BodyMembers.Wrong("definitionId", "The definition is not published.");
        return ElsaJson.Answer(await desk.FullAsync(retracted, cancellationToken));
    }

    private static async Task<IResult> RevertAsync(
        string definitionId, string version, HttpContext context, DefinitionDesk desk, CallContext call, CancellationToken cancellationToken)
    {
        if (!int.TryParse(version, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number))
        {
            throw BodyMembers.Wrong("version", "Must be the number of a version.");
        }

        var made = await desk.Library.RevertAsync(call.TenantId, definitionId, number, call.Actor.Name, cancellationToken)
            ?? throw new ProblemException(Problem.NotFound("workflow definition version"));
        return ElsaJson.Answer(DefinitionView.Summary(made, DefinitionReadEndpoints.CanEdit(context)));
    }

    private static async Task<IResult> DeleteAsync(string definitionId, DefinitionDesk desk, CallContext call, CancellationToken cancellationToken) =>
        await desk.Library.DeleteAsync(call.TenantId, [definitionId], cancellationToken) > 0
            ? Results.NoContent()
            : throw new ProblemException(Problem.NotFound("workflow definition"));

    private static async Task<IResult> DeleteVersionAsync(string versionId, DefinitionDesk desk, CallContext call, CancellationToken cancellationToken) =>
        await desk.Library.DeleteVersionsAsync(call.TenantId, [versionId], cancellationToken) > 0
            ? Results.NoContent()
            : throw new ProblemException(Problem.NotFound("workflow definition version"));

    private static async Task<IResult> BulkDeleteAsync(HttpContext context, DefinitionDesk desk, CallContext call, CancellationToken cancellationToken)
    {
        var ids = (await ElsaJson.ReadAsync(context)).Texts("definitionIds");
        return ElsaJson.Answer(new { Deleted = await desk.Library.DeleteAsync(call.TenantId, [.. ids], cancellationToken) });
    }

    private static async Task<IResult> BulkDeleteVersionsAsync(HttpContext context, DefinitionDesk desk, CallContext call, CancellationToken cancellationToken)
    {
        var ids = (await ElsaJson.ReadAsync(context)).Texts("ids");
        return ElsaJson.Answer(new { Deleted = await desk.Library.DeleteVersionsAsync(call.TenantId, [.. ids], cancellationToken) });
    }

    private static async Task<IResult> UpdateReferencesAsync(
        string definitionId, DefinitionDesk desk, DefinitionStore store, CallContext call, CancellationToken cancellationToken)
    {
        await DefinitionReadEndpoints.RequireAsync(store, call, definitionId, DefinitionVersions.All, cancellationToken);
        return ElsaJson.Answer(new
        {
            AffectedWorkflows = await desk.Library.UpdateConsumersAsync(call.TenantId, definitionId, call.Actor.Name, cancellationToken),
        });
    }

    private static async Task<IResult> BulkPublishAsync(HttpContext context, DefinitionDesk desk, CallContext call, CancellationToken cancellationToken)
    {
        List<string> published = [], already = [], missing = [], consumers = [];
        foreach (var id in (await ElsaJson.ReadAsync(context)).Texts("definitionIds"))
        {
            var result = await desk.Library.PublishAsync(call.TenantId, id, call.Actor.Name, cancellationToken);
            (result is null ? missing : result.AlreadyPublished ? already : published).Add(id);
            consumers.AddRange(result?.UpdatedConsumers ?? []);
        }

        return ElsaJson.Answer(new { Published = published, AlreadyPublished = already, NotFound = missing, UpdatedConsumers = consumers });
    }

    private static async Task<IResult> BulkRetractAsync(
        HttpContext context, DefinitionDesk desk, DefinitionStore store, CallContext call, CancellationToken cancellationToken)
    {
        List<string> retracted = [], already = [], missing = [];
        foreach (var id in (await ElsaJson.ReadAsync(context)).Texts("definitionIds"))
        {
            if (await store.FindAsync(call.TenantId, id, DefinitionVersions.All, cancellationToken) is null)
            {
                missing.Add(id);
            }
            else
            {
                (await desk.Library.RetractAsync(call.TenantId, id, call.Actor.Name, cancellationToken) is null ? already : retracted).Add(id);
            }
        }

        return ElsaJson.Answer(new { Retracted = retracted, AlreadyRetracted = already, NotFound = missing });
    }
}
