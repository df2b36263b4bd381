using System.IO.Compression;
using Microsoft.Net.Http.Headers;

namespace Workflows.Server.Hosting.Assets;

/// <summary>Serves <see cref="PackedFiles"/>: picks the stored form that the client takes and leaves the rest to the framework.</summary>
internal static class PackedFilePipeline
{
    public static void UsePackedFiles(this WebApplication application, PackedFiles files, string prefix)
    {
        application.Lifetime.ApplicationStopped.Register(files.Dispose);
        application.Use(async (context, next) =>
        {
            var request = context.Request;
            if (!IsRead(request) || !request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase, out var rest) || !files.Has(rest.Value!))
            {
                await next(context);
                return;
            }

            var (stored, encoding) = files.Choose(rest.Value!, request.GetTypedHeaders().AcceptEncoding);
            if (stored is null)
            {
                await UnpackAsync(context, files, rest.Value!);
                return;
            }

            if (encoding is not null)
            {
                context.Items[nameof(PackedFiles)] = encoding;
                request.Path = prefix + stored;
            }

            await next(context);
        });
        application.UseStaticFiles(files.Options(prefix));
    }

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    // Programs without compression are rare; storing a third form of every file for them would triple the size.
    private static async Task UnpackAsync(HttpContext context, PackedFiles files, string path)
    {
        var response = context.Response;
        if (files.Packed(path) is not { } file)
        {
            response.StatusCode = StatusCodes.Status406NotAcceptable;
            return;
        }

        response.ContentType = files.TypeOf(path);
        response.Headers.CacheControl = "no-cache";
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await using var packed = file.CreateReadStream();
            await using var plain = new GZipStream(packed, CompressionMode.Decompress);
            await plain.CopyToAsync(response.Body, context.RequestAborted);
        }
    }
}
