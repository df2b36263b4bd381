using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Http;

/// <summary>
/// Starts the workflow when a request comes to its path, or waits for one. The server puts the request's <see cref="HttpContext"/>
/// where <see cref="IHttpContextAccessor"/> finds it during the burst; only what is parsed here outlives the burst.
/// </summary>
[Activity("Elsa", "HTTP", "Wait for an inbound HTTP request that matches the specified path and methods.", DisplayName = "HTTP Endpoint")]
public class HttpEndpoint : Trigger<HttpRequest>
{
    private static readonly string[] DefaultMethods = ["GET"];

    /// <summary>Input key of the route values that the server matched.</summary>
    public const string RouteDataInputKey = "__HttpRouteData";

    /// <summary>Creates the activity.</summary>
    public HttpEndpoint([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Route template, such as "orders/{id}".</summary>
    [Input(Description = "The path associated with the workflow.")]
    public Input<string> Path { get; set; } = null!;

    /// <summary>Methods that are served. Default: GET.</summary>
    [Input(Description = "The HTTP methods to accept.", UIHint = InputUIHints.CheckList, Options = new[] { "GET", "POST", "PUT", "HEAD", "DELETE" })]
    public Input<ICollection<string>> SupportedMethods { get; set; } = new(new Literal(DefaultMethods));

    /// <summary>Whether the caller must be signed in.</summary>
    [Input(Description = "Allow authenticated requests only.", Category = "Security")]
    public Input<bool> Authorize { get; set; } = null!;

    /// <summary>Authorization policy.</summary>
    [Input(Description = "Provide a policy to evaluate.", Category = "Security")]
    public Input<string?> Policy { get; set; } = null!;

    /// <summary>Longest time until the answer.</summary>
    [Input(Description = "The maximum time allowed to process the request.", Category = "Upload")]
    public Input<TimeSpan?> RequestTimeout { get; set; } = null!;

    /// <summary>Largest request in bytes.</summary>
    [Input(Description = "The maximum request size allowed in bytes.", Category = "Upload")]
    public Input<long?> RequestSizeLimit { get; set; } = null!;

    /// <summary>The parsed body.</summary>
    [Output(Description = "The parsed request content, if any.")]
    public Output<object?>? ParsedContent { get; set; }

    /// <summary>Values of the route's parameters.</summary>
    [Output(Description = "The parsed route data, if any.")]
    public Output<IDictionary<string, object>>? RouteData { get; set; }

    /// <summary>Values of the query.</summary>
    [Output(Description = "The querystring data, if any.")]
    public Output<IDictionary<string, object>>? QueryStringData { get; set; }

    /// <summary>The headers.</summary>
    [Output(Description = "The headers, if any.")]
    public Output<IDictionary<string, object>>? Headers { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<object> GetTriggerPayloads(TriggerIndexingContext context)
    {
        context.TriggerName = HttpEndpointPayload.Name;
        return Payloads(
            context.Get(Path), context.Get(SupportedMethods), context.Get(Authorize), context.Get(Policy), context.Get(RequestTimeout), context.Get(RequestSizeLimit));
    }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow())
        {
            return OnRequestAsync(context);
        }

        foreach (var payload in Payloads(
            context.Get(Path), context.Get(SupportedMethods), context.Get(Authorize), context.Get(Policy), context.Get(RequestTimeout), context.Get(RequestSizeLimit)))
        {
            context.AddWait(
                new CreateBookmarkArgs { BookmarkName = HttpEndpointPayload.Name, Stimulus = payload, Callback = OnRequestAsync, IncludeActivityInstanceId = false },
                dueAt: null,
                $"HTTP {payload.Method.ToUpperInvariant()} {payload.Path}");
        }

        return default;
    }

    private static List<HttpEndpointPayload> Payloads(
        string? path, ICollection<string>? methods, bool authorize, string? policy, TimeSpan? timeout, long? limit) =>
        [.. (methods ?? ["GET"]).Select(method =>
            new HttpEndpointPayload(HttpEndpointPayload.Normalize(path ?? string.Empty), method.ToLowerInvariant(), authorize, policy, timeout, limit))];

    private async ValueTask OnRequestAsync(ActivityExecutionContext context)
    {
        if (context.GetService<IHttpContextAccessor>()?.HttpContext is { } http)
        {
            await ReadAsync(context, http);
        }

        if (context.WorkflowInput.TryGetValue(RouteDataInputKey, out var route))
        {
            context.Set(RouteData, Expressions.ValueConverter.To<IDictionary<string, object>>(route));
        }

        context.ClearBookmarks();
        await context.CompleteActivityAsync();
    }

    private async ValueTask ReadAsync(ActivityExecutionContext context, HttpContext http)
    {
        var request = http.Request;
        context.Set(Result, request);
        context.Set(QueryStringData, request.Query.ToDictionary(pair => pair.Key, pair => (object)pair.Value.ToString()));
        context.Set(Headers, request.Headers.ToDictionary(pair => pair.Key, pair => (object)pair.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, http.RequestAborted);
        context.Set(ParsedContent, HttpBodies.Parse(body.ToArray(), request.ContentType));
    }
}
