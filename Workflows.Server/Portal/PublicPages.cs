using System.Globalization;
using System.Reflection;
using Workflows.Templates;

namespace Workflows.Server.Portal;

/// <summary>The pages that people reach from a mail without signing in: small, without scripts, values escaped.</summary>
internal sealed class PublicPages
{
    private const string Prefix = "Pages/";
    private const string Extension = ".sbnhtml";

    private readonly TemplateOptions _options;

    public PublicPages() => _options = new TemplateOptions
    {
        StrictVariables = true,
        Escaping = TemplateEscaping.Html,
        Culture = CultureInfo.InvariantCulture,
        Loader = new Parts(this),
    };

    /// <summary>A page as the answer to a request; never kept, never indexed.</summary>
    public async Task<IResult> ShowAsync(
        HttpContext http, string page, IReadOnlyDictionary<string, object?> model, int status = StatusCodes.Status200OK)
    {
        http.Response.Headers.CacheControl = "no-store";
        var html = await Parse(page).RenderAsync(model, http.RequestAborted);
        return Results.Content(html, "text/html; charset=utf-8", statusCode: status);
    }

    /// <summary>A page with one sentence.</summary>
    public Task<IResult> TellAsync(HttpContext http, int status, string firm, string title, string message) => ShowAsync(
        http, "message", new Dictionary<string, object?> { ["firm"] = firm, ["title"] = title, ["message"] = message }, status);

    private Template Parse(string page)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + page + Extension)
            ?? throw new InvalidOperationException($"There is no page {page}.");
        using var reader = new StreamReader(stream);
        return Template.Parse(reader.ReadToEnd(), page + Extension, _options);
    }

    private sealed class Parts(PublicPages pages) : ITemplateLoader
    {
        public Template? Load(string name) => pages.Parse(name);
    }
}
