using Microsoft.AspNetCore.Http.Features;

namespace Workflows.Server.Http.Problems;

/// <summary>
/// The one place where an exception becomes an answer, and where an answer without a body (404 of routing, 405, 415) gets its
/// problem document.
/// </summary>
internal sealed partial class ProblemMiddleware(
    RequestDelegate next, ExceptionProblems problems, ILogger<ProblemMiddleware> logger)
{
    private const int ClientClosedRequest = 499;

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody reads the answer; the number is for the request log only.
            SetStatus(context, ClientClosedRequest);
            return;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            var problem = problems.Map(exception, context);
            if (problem is null)
            {
                Unmapped(exception, context.Request.Method, context.Request.Path.Value ?? "/");
                problem = new Problem(
                    500, ProblemCodes.Internal, "Something went wrong on our side; the log has the details under the traceId.");
            }
            else if (problem.Status >= 500)
            {
                Unavailable(exception, context.Request.Method, context.Request.Path.Value ?? "/", problem.Code);
            }

            Clear(context.Response);
            await ProblemWriter.WriteAsync(context, problem);
            return;
        }

        var response = context.Response;
        if (response is { HasStarted: false, StatusCode: >= 400 and < 600, ContentLength: null, ContentType: null })
        {
            await ProblemWriter.WriteAsync(context, Bodyless(context));
        }
    }

    private static void SetStatus(HttpContext context, int status)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.StatusCode = status;
        }
    }

    private static Problem Bodyless(HttpContext context)
    {
        var status = context.Response.StatusCode;
        var path = context.Request.Path.Value;
        return new Problem(status, ProblemCodes.ForStatus(status), status switch
        {
            404 => $"There is nothing at {path}.",
            405 => $"{path} does not answer {context.Request.Method}; it answers {context.Response.Headers.Allow}.",
            413 => "The body is larger than this address accepts.",
            415 => "Send the body as application/json.",
            _ => $"The request ended with status {status}.",
        });
    }

    private static void Clear(HttpResponse response)
    {
        // Headers that middlewares outside set (request id, security) stay; what the handler said about its body goes.
        response.Headers.ContentLength = null;
        response.Headers.Location = default;
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed with an exception that has no answer")]
    private partial void Unmapped(Exception exception, string method, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path} answered {Code}")]
    private partial void Unavailable(Exception exception, string method, string path, string code);
}
