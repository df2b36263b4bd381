using Workflows.Server.Http.Requests;

namespace Workflows.Server.Hosting.Assets;

/// <summary>
/// Serves the console and Elsa Studio from the folders beside the program. The console's page stands in for every address that
/// the console routes itself; below <c>/studio</c> a page of its own does, which the console shows in a frame.
/// </summary>
internal static class ConsoleFiles
{
    private const string Page = "/index.html";
    private const string StudioPage = "/studio.html";

    private static readonly string[] ServerPaths = ["/api", "/elsa", "/health", "/openapi", "/reopen", "/survey", "/workflows"];

    /// <summary>Where the build puts the console.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "console");

    /// <summary>Where the build puts Elsa Studio's files.</summary>
    public static string StudioFolder => Path.Combine(AppContext.BaseDirectory, "studio");

    public static void UseConsole(this WebApplication application)
    {
        if (!File.Exists(Folder + Page))
        {
            return;
        }

        var console = new PackedFiles(Folder);
        application.Use((context, next) =>
        {
            if (AsksForPage(context, console))
            {
                context.Request.Path = context.IsUnder(StudioPolicy.Path) ? StudioPage : Page;
            }

            return next(context);
        });
        application.UsePackedFiles(console, string.Empty);
        if (Directory.Exists(StudioFolder))
        {
            application.UsePackedFiles(new PackedFiles(StudioFolder), StudioPolicy.Path);
        }
    }

    // Ids in addresses may hold a dot, so an ending alone makes no file: a browser that opens a page says that it takes HTML.
    private static bool AsksForPage(HttpContext context, PackedFiles console)
    {
        var request = context.Request;
        if (!HttpMethods.IsGet(request.Method) || Array.Exists(ServerPaths, context.IsUnder))
        {
            return false;
        }

        return !Path.HasExtension(request.Path.Value)
            || (request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
                && !console.Has(request.Path.Value!));
    }
}
