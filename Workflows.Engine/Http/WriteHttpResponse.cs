using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Http;

/// <summary>Answers the request that drives the burst. Without a request (it was answered, or its connection is gone) it notes that and goes on.</summary>
[Activity("Elsa", "HTTP", "Write a response to the current HTTP response object.", DisplayName = "HTTP Response")]
public class WriteHttpResponse : Activity
{
    /// <summary>Creates the activity.</summary>
    public WriteHttpResponse([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Status. Default: 200.</summary>
    [Input(Description = "The status code to return.", DefaultValue = HttpStatusCode.OK, UIHint = InputUIHints.DropDown)]
    public Input<HttpStatusCode> StatusCode { get; set; } = new(HttpStatusCode.OK);

    /// <summary>Body: text, bytes, or a value that is written as JSON.</summary>
    [Input(Description = "The content to write back.")]
    public Input<object?> Content { get; set; } = null!;

    /// <summary>Content type; none: what fits the content.</summary>
    [Input(Description = "The content type to use when returning the response.")]
    public Input<string?> ContentType { get; set; } = null!;

    /// <summary>More headers.</summary>
    [Input(Description = "The headers to return along with the response.", UIHint = InputUIHints.JsonEditor, Category = "Advanced")]
    public Input<HttpHeaders?> ResponseHeaders { get; set; } = null!;

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var response = context.GetService<IHttpContextAccessor>()?.HttpContext?.Response;
        if (response is null || response.HasStarted)
        {
            context.AddExecutionLogEntry("NoRequest", "No request waits for this answer.");
            await context.CompleteActivityAsync();
            return;
        }

        var (body, contentType) = HttpBodies.Write(context.Get(Content), context.Get(ContentType));
        response.StatusCode = (int)context.Get(StatusCode);
        foreach (var (name, values) in context.Get(ResponseHeaders) ?? [])
        {
            response.Headers[name] = values;
        }

        if (body.Length > 0)
        {
            response.ContentType = contentType;
            await response.Body.WriteAsync(body, context.CancellationToken);
        }

        await context.CompleteActivityAsync();
    }
}
