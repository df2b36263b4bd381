using System.Net.Http.Headers;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Http;

/// <summary>
/// Sends an HTTP request. The runtime commits before it, so that a crash repeats this step alone; the header "Idempotency-Key"
/// (the id of the activity's run) lets the receiver recognise the repetition.
/// </summary>
public abstract class SendHttpRequestBase : Activity<HttpResponseMessage>, IExternalEffect
{
    /// <summary>Name of the client that <see cref="IHttpClientFactory"/> is asked for.</summary>
    public const string ClientName = "Workflows.SendHttpRequest";

    private static readonly HttpClient Shared = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) });

    /// <summary>Creates the activity.</summary>
    protected SendHttpRequestBase(string? source = null, int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Where to.</summary>
    [Input(Description = "The URL to send the request to.")]
    public Input<Uri?> Url { get; set; } = null!;

    /// <summary>Method. Default: GET.</summary>
    [Input(Description = "The HTTP method to use when sending the request.", DefaultValue = "GET", UIHint = InputUIHints.DropDown, Options = new[] { "GET", "POST", "PUT", "HEAD", "DELETE", "PATCH" })]
    public Input<string> Method { get; set; } = new("GET");

    /// <summary>Body: text, bytes, or a value that is written as JSON.</summary>
    [Input(Description = "The content to send with the request.")]
    public Input<object?> Content { get; set; } = null!;

    /// <summary>Content type; none: what fits the content.</summary>
    [Input(Description = "The content type to use when sending the request.")]
    public Input<string?> ContentType { get; set; } = null!;

    /// <summary>Header "Authorization".</summary>
    [Input(Description = "The Authorization header value to send with the request.", Category = "Security", CanContainSecrets = true)]
    public Input<string?> Authorization { get; set; } = null!;

    /// <summary>Whether the header "Authorization" may have any form.</summary>
    [Input(Description = "Select to add the Authorization header without validation.", Category = "Security")]
    public Input<bool> DisableAuthorizationHeaderValidation { get; set; } = null!;

    /// <summary>More headers.</summary>
    [Input(Description = "The headers to send along with the request.", UIHint = InputUIHints.JsonEditor, Category = "Advanced", CanContainSecrets = true)]
    public Input<HttpHeaders?> RequestHeaders { get; set; } = null!;

    /// <summary>Kept for Elsa definitions; retry policies of the engine apply to every activity.</summary>
    [Input(Description = "Whether to enable resiliency.")]
    public Input<bool> EnableResiliency { get; set; } = null!;

    /// <summary>Status of the answer.</summary>
    [Output(Description = "The HTTP response status code")]
    public Output<int>? StatusCode { get; set; }

    /// <summary>The parsed body of the answer.</summary>
    [Output(Description = "The parsed content, if any.")]
    public Output<object?>? ParsedContent { get; set; }

    /// <summary>Headers of the answer.</summary>
    [Output(Description = "The response headers that were received.")]
    public Output<HttpHeaders?>? ResponseHeaders { get; set; }

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var client = context.GetService<IHttpClientFactory>()?.CreateClient(ClientName) ?? Shared;
        using var request = Build(context);
        try
        {
            using var response = await client.SendAsync(request, context.CancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(context.CancellationToken);
            var status = (int)response.StatusCode;
            context.JournalData["StatusCode"] = status;
            context.Set(StatusCode, status);
            context.Set(ParsedContent, HttpBodies.Parse(body, response.Content.Headers.ContentType?.ToString()));
            context.Set(ResponseHeaders, new HttpHeaders(response.Headers.Concat(response.Content.Headers).ToDictionary(pair => pair.Key, pair => pair.Value.ToArray())));
            await HandleResponseAsync(context, status);
        }
        catch (HttpRequestException exception)
        {
            context.AddExecutionLogEntry("FailedToConnect", exception.Message);
            await HandleRequestExceptionAsync(context, exception);
        }
        catch (TaskCanceledException exception) when (!context.CancellationToken.IsCancellationRequested)
        {
            context.AddExecutionLogEntry("Timeout", exception.Message);
            await HandleTaskCanceledExceptionAsync(context, exception);
        }
    }

    /// <summary>Goes on after an answer.</summary>
    protected abstract ValueTask HandleResponseAsync(ActivityExecutionContext context, int statusCode);

    /// <summary>Goes on when no answer came.</summary>
    protected abstract ValueTask HandleRequestExceptionAsync(ActivityExecutionContext context, HttpRequestException exception);

    /// <summary>Goes on when the answer took too long.</summary>
    protected abstract ValueTask HandleTaskCanceledExceptionAsync(ActivityExecutionContext context, TaskCanceledException exception);

    private HttpRequestMessage Build(ActivityExecutionContext context)
    {
        var url = context.Get(Url) ?? throw new InvalidOperationException("The request has no URL.");
        var request = new HttpRequestMessage(new HttpMethod(context.Get(Method) ?? "GET"), url);
        if (context.Get(Content) is { } content)
        {
            var (body, contentType) = HttpBodies.Write(content, context.Get(ContentType));
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        if (context.Get(Authorization) is { Length: > 0 } authorization)
        {
            if (context.Get(DisableAuthorizationHeaderValidation))
            {
                request.Headers.TryAddWithoutValidation("Authorization", authorization);
            }
            else
            {
                request.Headers.Authorization = AuthenticationHeaderValue.Parse(authorization);
            }
        }

        foreach (var (name, values) in context.Get(RequestHeaders) ?? [])
        {
            request.Headers.TryAddWithoutValidation(name, values);
        }

        if (!request.Headers.Contains("Idempotency-Key"))
        {
            request.Headers.Add("Idempotency-Key", context.Id);
        }

        return request;
    }
}
