using System.Collections.Frozen;
using Microsoft.AspNetCore.Routing.Template;
using Npgsql;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Durability.Storage;
using Workflows.Engine.Http;

namespace Workflows.Server.Elsa.Http;

/// <summary>
/// Finds who answers a request under <c>/workflows</c>: the trigger of a published definition, or a wait of a running instance. A
/// path is looked up as it stands; then the templates with parameters are tried.
/// </summary>
internal sealed class WorkflowRoutes : IDisposable
{
    private const string WaitPrefix = "HTTP ";
    private readonly WorkflowCatalog _catalog;
    private readonly EngineDataSource _database;

    // Replaced as a whole when definitions change.
    private volatile FrozenDictionary<string, List<TriggerRoute>>? _triggers;

    public WorkflowRoutes(WorkflowCatalog catalog, EngineDataSource database)
    {
        _catalog = catalog;
        _database = database;
        catalog.Changed += Forget;
    }

    /// <summary>The triggers whose path fits, most specific first, with the values of the path's parameters.</summary>
    public async ValueTask<IReadOnlyList<(TriggerRoute Route, RouteValueDictionary Values)>> TriggersAsync(
        string path, string method, CancellationToken cancellationToken)
    {
        var triggers = _triggers ??= await ReadAsync(cancellationToken);
        return !triggers.TryGetValue(method.ToLowerInvariant(), out var routes)
            ? []
            : [.. routes.Select(route => (route, Values: Match(route.Payload.Path, path))).Where(static found => found.Values is not null).Select(static found => (found.route, found.Values!))];
    }

    /// <summary>A wait of a running instance for the path; null: there is none.</summary>
    public async Task<WaitRoute?> WaitAsync(string path, string method, CancellationToken cancellationToken)
    {
        await using var connection = await _database.Domain.OpenConnectionAsync(cancellationToken);
        await using (var exact = new NpgsqlCommand(
            "select tenant_id, instance_id, hash from engine.bookmarks where hash = $1 order by created_at, id limit 1", connection))
        {
            exact.Parameters.Add(new NpgsqlParameter<long> { TypedValue = HttpEndpointPayload.HashOf(path, method) });
            await using var reader = await exact.ExecuteReaderAsync(cancellationToken);
            if (await reader.ReadAsync(cancellationToken))
            {
                return new WaitRoute(reader.GetGuid(0), reader.GetGuid(1), reader.GetInt64(2), []);
            }
        }

        await using var templates = new NpgsqlCommand(
            "select tenant_id, instance_id, hash, waiting_for from engine.bookmarks where name = $1 and waiting_for like $2 order by created_at, id",
            connection);
        templates.Parameters.Add(new NpgsqlParameter<string> { TypedValue = HttpEndpointPayload.Name });
        templates.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"{WaitPrefix}{method.ToUpperInvariant()} %{{%" });
        await using var candidates = await templates.ExecuteReaderAsync(cancellationToken);
        while (await candidates.ReadAsync(cancellationToken))
        {
            var template = candidates.GetString(3)[(WaitPrefix.Length + method.Length + 1)..];
            if (Match(template, path) is { } values)
            {
                return new WaitRoute(candidates.GetGuid(0), candidates.GetGuid(1), candidates.GetInt64(2), values);
            }
        }

        return null;
    }

    /// <inheritdoc />
    public void Dispose() => _catalog.Changed -= Forget;

    private static RouteValueDictionary? Match(string template, string path)
    {
        if (!template.Contains('{', StringComparison.Ordinal))
        {
            return string.Equals(template, HttpEndpointPayload.Normalize(path), StringComparison.Ordinal) ? [] : null;
        }

        try
        {
            var values = new RouteValueDictionary();
            var parsed = TemplateParser.Parse(template);
            return new TemplateMatcher(parsed, []).TryMatch("/" + path.Trim('/'), values) ? values : null;
        }
        catch (ArgumentException)
        {
            // A path that is no template fits nothing.
            return null;
        }
    }

    private void Forget() => _triggers = null;

    private async Task<FrozenDictionary<string, List<TriggerRoute>>> ReadAsync(CancellationToken cancellationToken)
    {
        var routes = new List<TriggerRoute>();
        foreach (var graph in _catalog.Published)
        {
            foreach (var found in await _catalog.PayloadsAsync(graph, cancellationToken))
            {
                if (found.Payload is HttpEndpointPayload payload)
                {
                    var identity = graph.Workflow.Identity;
                    routes.Add(new TriggerRoute(WorkflowCatalog.OwnerOf(graph), identity.DefinitionId, identity.Id, found.Trigger.Id, payload));
                }
            }
        }

        return routes.OrderBy(static route => route.Payload.Path.Count(static c => c == '{'))
            .GroupBy(static route => route.Payload.Method, StringComparer.Ordinal)
            .ToFrozenDictionary(static group => group.Key, static group => group.ToList(), StringComparer.Ordinal);
    }
}
