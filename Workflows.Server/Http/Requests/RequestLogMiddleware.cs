namespace Workflows.Server.Http.Requests;

/// <summary>
/// One line for each request. No query strings (they may carry tokens), no bodies, no headers: nothing secret can get into the log.
/// </summary>
internal sealed partial class RequestLogMiddleware(
    RequestDelegate next, TimeProvider time, ILogger<RequestLogMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var status = context.Response.StatusCode;
            var level = status >= 500 ? LogLevel.Warning : IsNoise(context) ? LogLevel.Debug : LogLevel.Information;
            if (logger.IsEnabled(level))
            {
                var user = context.User.Identity?.Name ?? "-";
                var took = time.GetElapsedTime(started).TotalMilliseconds;
                Answered(level, context.Request.Method, context.Request.Path.Value ?? "/", status, took, user, context.TraceIdentifier);
            }
        }
    }

    private static bool IsNoise(HttpContext context) => context.IsUnder("/health") || context.IsUnder("/assets");

    [LoggerMessage(Message = "{Method} {Path} {Status} in {Milliseconds:0.0} ms for {User} ({RequestId})")]
    private partial void Answered(
        LogLevel level, string method, string path, int status, double milliseconds, string user, string requestId);
}
