namespace Workflows.Server.Http.Requests;

/// <summary>
/// Puts a buffer between the connection and whoever reads the body. The framework's JSON reader leaves the connection's own pipe
/// in the middle of a read when the body is wrong, and the connection would then be cut after the answer.
/// </summary>
internal sealed class BodyBufferMiddleware(RequestDelegate next)
{
    private const int InMemory = 1_048_576;

    public Task InvokeAsync(HttpContext context)
    {
        if (context.IsUnder("/api") && (context.Request.ContentLength ?? 1) > 0 && !HttpMethods.IsGet(context.Request.Method))
        {
            context.Request.EnableBuffering(InMemory);
        }

        return next(context);
    }
}
