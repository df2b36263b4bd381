using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Domain.Shared.MailTemplates;
using Workflows.Server.Access;
using Workflows.Server.Http.Concurrency;
using Workflows.Server.Http.Json;
using Workflows.Server.Http.Listing;
using Workflows.Server.Http.Problems;
using Workflows.Server.Http.Routing;

namespace Workflows.Server.Templates;

/// <summary><c>/api/templates</c>: the wording of mails. Staff read and try, managers write.</summary>
internal static class TemplateEndpoints
{
    private const string One = "/{module}/{name}";

    private static readonly ListShape Shape = new()
    {
        Orderings = ["key", "updated_at"],
        DefaultOrdering = "key",
        Search = "key, description and subject",
        ByCreation = false,
        Filters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["origin"] = "shipped, overridden or own",
            ["is_part"] = "true for layouts and partials, false for mails",
        },
    };

    private static readonly ListShape Versions = new() { Orderings = ["version"], DefaultOrdering = "-version", ByCreation = false };

    public static void MapTemplates(this IEndpointRouteBuilder routes)
    {
        var templates = routes.MapGroup("/api/templates").WithTags("templates");
        templates.MapGet("/", ListAsync).WithList(Shape).RequireAuthorization(Policies.Staff).WithSummary("Mail templates, layouts and partials by key.");
        templates.MapGet(One, FindAsync).RequireAuthorization(Policies.Staff).WithSummary("One template with its schema, sample and the shipped wording.");
        templates.MapGet(One + "/versions", VersionsAsync).WithList(Versions).RequireAuthorization(Policies.Staff).WithSummary("What it said before, newest first.");
        templates.MapPost(One + "/preview", PreviewAsync).RequireAuthorization(Policies.Staff)
            .WithSummary("Renders a wording, saved or not, with its sample; problems are part of the answer. The key need not exist yet.");
        var writes = templates.MapGroup(string.Empty).RequireAuthorization(Policies.Manager);
        writes.MapPost("/", CreateAsync).WithSummary("Adds a template of your own.");
        writes.MapPatch(One, ChangeAsync)
            .Accepts<TemplateInput>("application/merge-patch+json", "application/json")
            .WithSummary("Makes a new version; the first one of a shipped template overrides it for the tenant.");
        writes.MapDelete(One, DeleteAsync).WithSummary("Removes a template of your own that nothing uses.");
        writes.MapPost(One + "/restore", RestoreAsync).WithSummary("Takes up an earlier version again, as a new one.");
        writes.MapPost(One + "/reset", ResetAsync).WithSummary("Goes back to the shipped wording; the history stays.");
        writes.MapPost(One + "/test", TestAsync).WithSummary("Sends a wording, saved or not, with its sample to your own address.");
    }

    private static async Task<Ok<Paged<TemplateSummary>>> ListAsync(
        ListRequest list, MailTemplateService templates, CancellationToken cancellationToken)
    {
        var (origin, isPart) = (list.Word<MailTemplateOrigin>("origin"), list.Flag("is_part"));
        list.Check();
        var rows = (await templates.ListAsync(cancellationToken)).Select(TemplateSummary.Of)
            .Where(t => (origin is null || t.Origin == origin) && (isPart is null || t.IsPart == isPart))
            .Where(t => list.Search is not { } search || t.Key.Contains(search, StringComparison.OrdinalIgnoreCase)
                || t.Description.Contains(search, StringComparison.OrdinalIgnoreCase)
                || t.Subject?.Contains(search, StringComparison.OrdinalIgnoreCase) == true);
        IOrderedEnumerable<TemplateSummary>? ordered = null;
        foreach (var order in list.Orders)
        {
            // What was never changed comes behind what was, whichever way the dates run.
            Func<TemplateSummary, object?> by = order.Member == "key"
                ? static t => t.Key
                : order.Descending ? static t => t.UpdatedAt ?? DateTimeOffset.MinValue : static t => t.UpdatedAt ?? DateTimeOffset.MaxValue;
            var comparer = Comparer<object?>.Create(static (a, b) => a is string text
                ? string.CompareOrdinal(text, (string?)b)
                : Comparer<object?>.Default.Compare(a, b));
            ordered = (ordered, order.Descending) switch
            {
                (null, true) => rows.OrderByDescending(by, comparer),
                (null, false) => rows.OrderBy(by, comparer),
                (_, true) => ordered.ThenByDescending(by, comparer),
                _ => ordered.ThenBy(by, comparer),
            };
        }

        var all = ordered!.ThenBy(static t => t.Key, StringComparer.Ordinal).ToList();
        return TypedResults.Ok(list.Answer(all.Count, [.. all.Skip(list.Offset).Take(list.PageSize)]));
    }

    private static async Task<Ok<TemplateView>> FindAsync(
        string module, string name, HttpContext http, MailTemplateService templates, CancellationToken cancellationToken) =>
        TypedResults.Ok(await ShowAsync(http, await EntryAsync(module, name, templates, cancellationToken), templates, cancellationToken));

    private static async Task<Ok<Paged<TemplateVersionView>>> VersionsAsync(
        string module, string name, ListRequest list, MailTemplateService templates, CancellationToken cancellationToken)
    {
        list.Check();
        var entry = await EntryAsync(module, name, templates, cancellationToken);
        var versions = await templates.VersionsAsync(entry.Key, cancellationToken);
        var ordered = list.Orders[0].Descending ? versions : versions.Reverse();
        return TypedResults.Ok(list.Answer<TemplateVersionView>(
            versions.Count, [.. ordered.Skip(list.Offset).Take(list.PageSize).Select(TemplateVersionView.Of)]));
    }

    private static async Task<Ok<PreviewView>> PreviewAsync(
        string module, string name, TryInput input, MailTemplateService templates, PreviewHeaders headers, CancellationToken cancellationToken)
    {
        var preview = await templates.PreviewAsync(KeyOf(module, name), input.Template?.ToContent(), cancellationToken) ?? throw NotFound();
        return TypedResults.Ok(new PreviewView(
            preview.Subject, preview.Html, preview.Text, headers.Of(preview), ProblemView.Of(preview.Problems)));
    }

    private static async Task<Created<TemplateView>> CreateAsync(
        NewTemplateInput input, HttpContext http, MailTemplateService templates, CancellationToken cancellationToken)
    {
        var entry = Done(await templates.CreateAsync(input.Key, input.ToContent(), cancellationToken));
        return TypedResults.Created($"/api/templates/{entry.Key}/", await ShowAsync(http, entry, templates, cancellationToken));
    }

    private static async Task<Ok<TemplateView>> ChangeAsync(
        string module, string name, MergePatch patch, HttpContext http, MailTemplateService templates, CancellationToken cancellationToken)
    {
        var entry = await EntryAsync(module, name, templates, cancellationToken);
        var content = patch.Apply(TemplateInput.Of(entry.Content)).ToContent();
        if (entry.Shipped is { } shipped && (patch.Names("description") || patch.Names("schema"))
            && (content.Description != shipped.Description || content.Schema?.ToJsonString() != shipped.Schema?.ToJsonString()))
        {
            throw new ProblemException(Problem.Invalid(
                patch.Names("schema") ? "schema" : "description", "Description and schema of a shipped template belong to its process."));
        }

        // Without If-Match the version just read is the base of the patch: what changed in between must not be undone.
        var version = http.Request.ExpectedVersion() ?? entry.Row?.RowVersion ?? 0;
        return TypedResults.Ok(await ShowAsync(
            http, Done(await templates.UpdateAsync(entry.Key, content, version, cancellationToken)), templates, cancellationToken));
    }

    private static async Task<NoContent> DeleteAsync(
        string module, string name, HttpContext http, MailTemplateService templates, CancellationToken cancellationToken)
    {
        var outcome = await templates.DeleteAsync(KeyOf(module, name), http.Request.ExpectedVersion(), cancellationToken);
        return outcome is MailTemplateOutcome.Deleted ? TypedResults.NoContent() : throw Refused(outcome);
    }

    private static async Task<Ok<TemplateView>> RestoreAsync(
        string module, string name, RestoreInput input, HttpContext http, MailTemplateService templates, CancellationToken cancellationToken)
    {
        var outcome = await templates.RestoreAsync(KeyOf(module, name), input.Version, http.Request.ExpectedVersion(), cancellationToken);
        return TypedResults.Ok(await ShowAsync(http, Done(outcome), templates, cancellationToken));
    }

    private static async Task<Ok<TemplateView>> ResetAsync(
        string module, string name, HttpContext http, MailTemplateService templates, CancellationToken cancellationToken)
    {
        var outcome = await templates.ResetAsync(KeyOf(module, name), http.Request.ExpectedVersion(), cancellationToken);
        return TypedResults.Ok(await ShowAsync(http, Done(outcome), templates, cancellationToken));
    }

    private static async Task<Ok<TestView>> TestAsync(
        string module, string name, TryInput input, MailTemplateService templates, CancellationToken cancellationToken)
    {
        var entry = await EntryAsync(module, name, templates, cancellationToken);
        var outcome = await templates.SendTestAsync(entry.Key, input.Template?.ToContent(), cancellationToken);
        return outcome is MailTemplateOutcome.Sent sent ? TypedResults.Ok(new TestView(sent.MessageLogId, sent.To)) : throw Refused(outcome);
    }

    private static string KeyOf(string module, string name) => $"{module}/{name}";

    private static async Task<MailTemplateEntry> EntryAsync(
        string module, string name, MailTemplateService templates, CancellationToken cancellationToken) =>
        await templates.FindAsync(KeyOf(module, name), cancellationToken) ?? throw NotFound();

    private static async Task<TemplateView> ShowAsync(
        HttpContext http, MailTemplateEntry entry, MailTemplateService templates, CancellationToken cancellationToken)
    {
        http.Response.Headers.ETag = EntityTags.Of(entry.Row?.RowVersion ?? 0);
        return TemplateView.Of(entry, await templates.CheckAsync(entry.Key, cancellationToken));
    }

    private static ProblemException NotFound() => new(Problem.NotFound("template"));

    private static MailTemplateEntry Done(MailTemplateOutcome outcome) =>
        outcome is MailTemplateOutcome.Done done ? done.Entry : throw Refused(outcome);

    private static ProblemException Refused(MailTemplateOutcome outcome) => new(outcome switch
    {
        MailTemplateOutcome.NotFound missing => Problem.NotFound(missing.What),
        MailTemplateOutcome.Forbidden => new Problem(403, ProblemCodes.Forbidden, "Only managers may do this."),
        MailTemplateOutcome.Invalid bad => Invalid(bad.Problems),
        MailTemplateOutcome.Conflict conflict => new Problem(409, conflict.Code, conflict.Detail),
        MailTemplateOutcome.TooMany many => new Problem(
            429, ProblemCodes.TooManyRequests, "You have asked for several test mails just now. Wait a little.")
        { RetryAfter = many.RetryAfter },
        MailTemplateOutcome.Stale => new Problem(412, ProblemCodes.Stale, "The template has changed since the version in If-Match. Read it again."),
        _ => throw new InvalidOperationException($"Unhandled outcome {outcome}."),
    });

    private static Problem Invalid(IReadOnlyList<MailTemplateProblem> problems) => new(
        400, ProblemCodes.Validation, problems.Count == 1 ? problems[0].ToString() : $"The template has {problems.Count} problems; nothing was stored.")
    {
        Errors = problems.GroupBy(static p => p.Part, StringComparer.Ordinal).ToDictionary(
            static group => group.Key, static group => (IReadOnlyList<string>)[.. group.Select(static p => p.Line == 0 ? p.Message : $"Line {p.Line}, column {p.Column}: {p.Message}")],
            StringComparer.Ordinal),
        Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["problems"] = ProblemView.Of(problems) },
    };
}
