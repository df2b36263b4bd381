namespace Workflows.Server.Http.Requests;

/// <summary>
/// Refuses a call whose announced body is over the limit before anything is done: an action that needs no body would otherwise
/// be carried out, and its caller could meet a closed connection while still sending.
/// </summary>
internal sealed class BodyLimitMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        context.IsUnder("/api") && BodyLimit.IsExceeded(context)
            ? throw new BadHttpRequestException("Request body too large.", StatusCodes.Status413PayloadTooLarge)
            : next(context);
}
