using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Messages;
using Workflows.Templates;

namespace Workflows.Domain.Shared.MailTemplates;

/// <summary>
/// The templates of the installation: the shipped files, and for each tenant what it changed. Renders mails; see
/// docs/template-library.md.
/// </summary>
public sealed partial class MailTemplateLibrary
{
    private readonly ShippedMailTemplates _files;
    private readonly MailSite _site;
    private readonly ILogger<MailTemplateLibrary> _logger;
    private readonly TimeSpan _refresh;
    private readonly ConcurrentDictionary<Guid, Snapshot> _tenants = new();

    /// <summary>Reads the shipped files; share one instance.</summary>
    public MailTemplateLibrary(
        IMailTemplateFiles files, IOptions<MailQueueOptions> mail, IOptions<MailTemplateOptions> options, TimeProvider time,
        ILogger<MailTemplateLibrary> logger)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(mail);
        ArgumentNullException.ThrowIfNull(options);
        _files = new ShippedMailTemplates(files);
        _logger = logger;
        _refresh = options.Value.Refresh;
        _site = new MailSite(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["site"] = new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["url"] = mail.Value.FrontendUrl.ToString().TrimEnd('/'),
                    ["name"] = mail.Value.SiteName,
                },
            },
            time);
        Shipped = new MailTemplateSet(_files.Contents, _site);
    }

    internal MailTemplateSet Shipped { get; }

    /// <summary>Keys of the shipped mails, sorted; layouts and partials are not among them.</summary>
    public IReadOnlyList<string> ShippedMails => [.. Shipped.Contents.Keys.Where(static key => !MailTemplateKey.IsPart(key))];

    /// <summary>Everything that is wrong with the shipped templates, each with file and position; empty when all can be used.</summary>
    public async ValueTask<IReadOnlyList<string>> FindProblemsAsync(CancellationToken cancellationToken)
    {
        var problems = new List<string>(_files.Problems);
        foreach (var key in Shipped.Contents.Keys)
        {
            // What a mail does wrong is told once, with the mail.
            var found = await MailTemplateCheck.FindAsync(Shipped, key, cancellationToken);
            foreach (var problem in found.Where(problem => !problem.IsOfUser))
            {
                var isHtml = problem.Part == MailTemplateSet.HtmlPart && problem.Line > 0;
                problems.Add((isHtml ? problem with { Line = problem.Line + _files.LinesBefore(problem.Key) } : problem).ToString());
            }
        }

        return [.. problems.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Why a model does not fit the schema of a shipped mail; empty when it fits.</summary>
    /// <exception cref="KeyNotFoundException">There is no such shipped mail.</exception>
    public IReadOnlyList<string> CheckModel(string key, object model) =>
        ModelSchema.Read(Shipped.Contents[key].Schema!, []).Check(System.Text.Json.JsonSerializer.SerializeToNode(model));

    /// <summary>Renders a mail for the tenant of the unit of work.</summary>
    /// <exception cref="MailTemplateException">There is no such mail, or its rendering failed.</exception>
    internal async ValueTask<RenderedMail> RenderAsync(
        IUnitOfWork work, Guid tenant, string key, object model, CancellationToken cancellationToken)
    {
        var set = await OfTenantAsync(work, tenant, cancellationToken);
        try
        {
            return await set.Get(key).RenderAsync(model, cancellationToken);
        }
        catch (Exception exception) when (exception is TemplateRuntimeException or MailTemplateException)
        {
            // A wording that stopped working (a release changed the model) must not cost the mail.
            if (ReferenceEquals(set, Shipped) || !Shipped.Contents.ContainsKey(key))
            {
                throw exception as MailTemplateException ?? new MailTemplateException(exception.Message, exception);
            }

            LogFallback(key, tenant, exception.Message);
            return await RenderShippedAsync(key, model, cancellationToken);
        }
    }

    /// <summary>The templates as a tenant sees them.</summary>
    internal async ValueTask<MailTemplateSet> OfTenantAsync(IUnitOfWork work, Guid tenant, CancellationToken cancellationToken)
    {
        if (_tenants.TryGetValue(tenant, out var known) && Stopwatch.GetElapsedTime(known.ReadAt) < _refresh)
        {
            return known.Set;
        }

        var readAt = Stopwatch.GetTimestamp();
        var context = await work.BeginAsync(cancellationToken);
        var rows = await context.Set<StoredMailTemplate>().AsNoTracking().Where(static t => t.InUse).OrderBy(static t => t.Key)
            .ToListAsync(cancellationToken);
        var mark = string.Join(';', rows.Select(static row => $"{row.Key}:{row.Id}:{row.Version}"));

        // What did not change keeps its parsed templates.
        var set = known?.Mark == mark ? known.Set : rows.Count == 0 ? Shipped : SetOf(rows);
        _tenants[tenant] = new Snapshot(set, mark, readAt);
        return set;
    }

    /// <summary>Makes the next mail of the tenant look at its templates anew. Call it after the commit.</summary>
    internal void Forget(Guid tenant)
    {
        if (_tenants.TryGetValue(tenant, out var known))
        {
            // Not removed: the set is still good when nothing has changed after all.
            _tenants.TryUpdate(tenant, known with { ReadAt = long.MinValue / 2 }, known);
        }
    }

    /// <summary>The templates with a tenant's rows on top.</summary>
    internal MailTemplateSet SetOf(IEnumerable<StoredMailTemplate> rows) => Shipped.With(rows.Select(row =>
        KeyValuePair.Create(row.Key, Complete(row.Key, MailTemplateJson.Read(row.Content)))));

    /// <summary>A tenant's content with what belongs to the process: the model of a shipped template is not the tenant's to change.</summary>
    internal MailTemplateContent Complete(string key, MailTemplateContent content) =>
        Shipped.Contents.TryGetValue(key, out var shipped)
            ? content with { Description = shipped.Description, Schema = shipped.Schema, Sample = content.Sample ?? shipped.Sample }
            : content;

    /// <summary>A tenant's content without what belongs to the process, as it is stored.</summary>
    internal MailTemplateContent Strip(string key, MailTemplateContent content) =>
        Shipped.Contents.TryGetValue(key, out var shipped)
            ? content with
            {
                Description = string.Empty,
                Schema = null,
                Sample = JsonNode.DeepEquals(content.Sample, shipped.Sample) ? null : content.Sample,
            }
            : content;

    private async ValueTask<RenderedMail> RenderShippedAsync(string key, object model, CancellationToken cancellationToken)
    {
        try
        {
            return await Shipped.Get(key).RenderAsync(model, cancellationToken);
        }
        catch (TemplateRuntimeException exception)
        {
            throw new MailTemplateException(exception.Message, exception);
        }
    }

    [LoggerMessage(EventId = 5001, Level = LogLevel.Warning, Message = "The template {Key} of tenant {Tenant} failed, the shipped one was used: {Problem}")]
    private partial void LogFallback(string key, Guid tenant, string problem);

    private sealed record Snapshot(MailTemplateSet Set, string Mark, long ReadAt);
}
