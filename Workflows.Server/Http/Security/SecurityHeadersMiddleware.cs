using Workflows.Server.Hosting.Assets;
using Workflows.Server.Http.Requests;

namespace Workflows.Server.Http.Security;

/// <summary>Headers that keep a browser from guessing, framing and leaking.</summary>
internal sealed class SecurityHeadersMiddleware(RequestDelegate next)
{
    // Mantine sets style attributes; rendered mails are shown in a sandboxed frame without scripts (frame-src 'self' + srcdoc).
    private const string ConsolePolicy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        + "connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'self'; form-action 'self'; object-src 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XFrameOptions = "SAMEORIGIN";
        if (IsApi(context))
        {
            headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
            headers.CacheControl = "no-store";
        }
        else
        {
            headers.ContentSecurityPolicy = context.IsUnder(StudioPolicy.Path) ? StudioPolicy.Header : ConsolePolicy;
        }

        return next(context);
    }

    private static bool IsApi(HttpContext context) => context.IsUnder("/api") || context.IsUnder("/elsa") || context.IsUnder("/health");
}
