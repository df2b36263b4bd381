namespace Workflows.Server.Http.Requests;

/// <summary>
/// Puts a buffer between the connection and whoever reads the body. The framework's JSON reader leaves the connection's own pipe
/// in the middle of a read when the body is wrong, and the connection would then be cut after the answer. A body announced as
/// larger than allowed is not drained, so the answer to it says that the connection ends (RFC 9112 section 9.6): without the word
/// the caller's next request can go into a connection that is being closed.
/// </summary>
internal sealed class BodyBufferMiddleware(RequestDelegate next)
{
    private const int InMemory = 1_048_576;

    public Task InvokeAsync(HttpContext context)
    {
        if (BodyLimit.IsExceeded(context))
        {
            context.Response.OnStarting(static state => CloseUnlessAllowed((HttpContext)state), context);
        }

        if (context.IsUnder("/api") && (context.Request.ContentLength ?? 1) > 0 && !HttpMethods.IsGet(context.Request.Method))
        {
            context.Request.EnableBuffering(InMemory);
        }

        return next(context);
    }

    // Asked again at the end: an address may have raised the limit for itself.
    private static Task CloseUnlessAllowed(HttpContext context)
    {
        if (BodyLimit.IsExceeded(context) && HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            context.Response.Headers.Connection = "close";
        }

        return Task.CompletedTask;
    }
}
