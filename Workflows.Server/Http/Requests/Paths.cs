namespace Workflows.Server.Http.Requests;

/// <summary>Questions about request paths. Routing does not look at case, so these do not either.</summary>
internal static class Paths
{
    public static bool IsUnder(this HttpContext context, string prefix) =>
        context.Request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase);
}
