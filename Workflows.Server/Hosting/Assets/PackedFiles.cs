using System.Text.RegularExpressions;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Workflows.Server.Hosting.Assets;

/// <summary>
/// A folder of files for browsers, most of them stored compressed only: <c>X.br</c> and <c>X.gz</c> instead of <c>X</c>.
/// </summary>
internal sealed partial class PackedFiles : IDisposable
{
    private static readonly (string Name, string Ending)[] Encodings = [("br", ".br"), ("gzip", ".gz")];

    private readonly PhysicalFileProvider _files;
    private readonly HashSet<string> _paths;
    private readonly FileExtensionContentTypeProvider _types = new();

    /// <summary>Reads which files there are; they do not change while the program runs.</summary>
    /// <param name="folder">The folder.</param>
    public PackedFiles(string folder)
    {
        _files = new PhysicalFileProvider(folder);
        _paths = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => "/" + Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'))
            .ToHashSet(StringComparer.Ordinal);
        _types.Mappings[".dat"] = "application/octet-stream";
        _types.Mappings[".cur"] = "application/octet-stream";
        _types.Mappings[".map"] = "application/json";
        _types.Mappings[".webmanifest"] = "application/manifest+json";
    }

    /// <summary>Whether there is such a file, in any form.</summary>
    /// <param name="path">Path below the folder, with a leading slash.</param>
    public bool Has(string path) => _paths.Contains(path) || Array.Exists(Encodings, encoding => _paths.Contains(path + encoding.Ending));

    /// <summary>The stored form to send: the path, and its content encoding (null: as it is). A null path: no such file.</summary>
    /// <param name="path">Path below the folder, with a leading slash.</param>
    /// <param name="accepted">What the client takes.</param>
    public (string? Path, string? Encoding) Choose(string path, IList<StringWithQualityHeaderValue> accepted)
    {
        foreach (var (name, ending) in Encodings)
        {
            if (_paths.Contains(path + ending) && Takes(accepted, name))
            {
                return (path + ending, name);
            }
        }

        return (_paths.Contains(path) ? path : null, null);
    }

    /// <summary>The gzip form of a file that exists in no plain form; null when there is none.</summary>
    /// <param name="path">Path below the folder, with a leading slash.</param>
    public IFileInfo? Packed(string path) => _paths.Contains(path + ".gz") ? _files.GetFileInfo(path + ".gz") : null;

    /// <summary>Options of the framework's file middleware, which knows about conditions, ranges and HEAD.</summary>
    /// <param name="prefix">Where the folder is served.</param>
    public StaticFileOptions Options(string prefix) => new()
    {
        FileProvider = _files,
        RequestPath = prefix,
        ContentTypeProvider = new PlainNameTypes(_types),
        OnPrepareResponse = static prepared =>
        {
            var headers = prepared.Context.Response.Headers;
            headers.CacheControl = HashedName().IsMatch(prepared.Context.Request.Path.Value!) ? "public, max-age=31536000, immutable" : "no-cache";
            headers.Vary = HeaderNames.AcceptEncoding;
            if (prepared.Context.Items[nameof(PackedFiles)] is string encoding)
            {
                headers.ContentEncoding = encoding;
            }
        },
    };

    /// <summary>The content type of a file's plain form.</summary>
    public string TypeOf(string path) => _types.TryGetContentType(path, out var type) ? type : "application/octet-stream";

    public void Dispose() => _files.Dispose();

    private static bool Takes(IList<StringWithQualityHeaderValue> accepted, string encoding) =>
        accepted.FirstOrDefault(value => value.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase)) is { } value && value.Quality is not 0;

    // Vite: name-Ab3_x9Zq.js, in /assets and in Monaco's folder; .NET: name.rw4kynp763.wasm.
    [GeneratedRegex(@"(?:/assets/[^/]+-[\w-]{8}|/min/vs/[^/]+-[\w-]{8}|\.[a-z0-9]{10})(?:\.bundle\.scp)?\.\w+(?:\.br|\.gz)?$", RegexOptions.NonBacktracking)]
    private static partial Regex HashedName();

    private sealed class PlainNameTypes(FileExtensionContentTypeProvider types) : IContentTypeProvider
    {
        public bool TryGetContentType(string subpath, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out string contentType)
        {
            var ending = Array.Find(Encodings, encoding => subpath.EndsWith(encoding.Ending, StringComparison.Ordinal)).Ending;
            return types.TryGetContentType(ending is null ? subpath : subpath[..^ending.Length], out contentType);
        }
    }
}
