using Microsoft.AspNetCore.Http.Features;

namespace Workflows.Server.Http.Requests;

/// <summary>How large a body an address accepts.</summary>
internal static class BodyLimit
{
    /// <summary>
    /// Whether the request announces a body over the limit: the address's own once the route is known, the server's
    /// (<c>Workflows:MaxRequestBytes</c>) before.
    /// </summary>
    public static bool IsExceeded(HttpContext context) =>
        context.Request.ContentLength > context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
}
