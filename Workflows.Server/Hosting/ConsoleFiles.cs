using Microsoft.Extensions.FileProviders;
using Workflows.Server.Http.Requests;

namespace Workflows.Server.Hosting;

/// <summary>
/// Serves the built console from the folder beside the program. Assets have hashed names and may be kept for ever; the page
/// itself is asked for each time, and stands in for every address that the console routes itself.
/// </summary>
internal static class ConsoleFiles
{
    private static readonly string[] ServerPaths = ["/api", "/elsa", "/health", "/openapi", "/reopen", "/survey", "/workflows"];

    /// <summary>Where the build puts the console.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "console");

    public static void UseConsole(this WebApplication application)
    {
        if (!File.Exists(Path.Combine(Folder, "index.html")))
        {
            return;
        }

        var files = new PhysicalFileProvider(Folder);
        application.Use((context, next) =>
        {
            var path = context.Request.Path;
            if (HttpMethods.IsGet(context.Request.Method) && !IsServers(context) && !Path.HasExtension(path.Value))
            {
                context.Request.Path = "/index.html";
            }

            return next(context);
        });
        application.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            OnPrepareResponse = static prepared => prepared.Context.Response.Headers.CacheControl =
                prepared.Context.IsUnder("/assets") ? "public, max-age=31536000, immutable" : "no-cache",
        });
    }

    private static bool IsServers(HttpContext context) => Array.Exists(ServerPaths, context.IsUnder);
}
