using System.IO.Compression;
using System.Net;
using System.Text;
using FluentAssertions;
using Workflows.Server.Hosting.Assets;
using Xunit;

namespace Workflows.Server.Tests.Hosting;

/// <summary>Elsa Studio's files and its page, as a browser is given them.</summary>
[Collection(ServerFixture.Collection)]
public sealed class StudioFilesTests(ServerFixture server)
{
    private const string Plain = "/studio/_framework/dotnet.js";

    public static TheoryData<string, string, string> Types => new()
    {
        { "_framework", "*.wasm.br", "application/wasm" },
        { "_framework", "*.dat.br", "application/octet-stream" },
        { "_framework", "dotnet.runtime.*.js.br", "text/javascript" },
        { "_content/MudBlazor", "MudBlazor.min.css.br", "text/css" },
        { "_content/Radzen.Blazor/fonts", "*.woff2", "font/woff2" },
        { "", "appsettings.json", "application/json" },
    };

    private static string Folder => ConsoleFiles.StudioFolder;

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Each_kind_of_file_has_the_type_that_browsers_want(string folder, string pattern, string type)
    {
        var file = Directory.EnumerateFiles(Path.Combine(Folder, folder), pattern).First();
        var name = Path.GetFileName(file).Replace(".br", string.Empty, StringComparison.Ordinal);
        using var client = server.Anonymous();

        using var answer = await client.SendAsync("GET", $"/studio/{folder}/{name}".Replace("//", "/", StringComparison.Ordinal), null, ("Accept-Encoding", "gzip, deflate, br"));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.Should().Be(type);
        answer.Content.Headers.ContentEncoding.Should().Equal(file.EndsWith(".br", StringComparison.Ordinal) ? ["br"] : Array.Empty<string>());
        (await answer.Content.ReadAsByteArrayAsync()).Should().Equal(await File.ReadAllBytesAsync(file));
    }

    [Fact]
    public async Task All_forms_of_a_file_unpack_to_the_same()
    {
        var brotli = await BodyAsync("br", stream => new BrotliStream(stream, CompressionMode.Decompress));
        var gzip = await BodyAsync("gzip", stream => new GZipStream(stream, CompressionMode.Decompress));
        var plain = await BodyAsync("identity", stream => stream);

        plain.Should().Contain("dotnet").And.Be(brotli).And.Be(gzip);
    }

    [Fact]
    public async Task Names_with_a_hash_are_kept_for_ever_and_others_are_asked_for_again()
    {
        var hashed = Directory.EnumerateFiles(Path.Combine(Folder, "_framework"), "dotnet.native.*.wasm.br").Select(Path.GetFileNameWithoutExtension).First();
        using var client = server.Anonymous();

        using var kept = await client.SendAsync("HEAD", $"/studio/_framework/{hashed}", null, ("Accept-Encoding", "br"));
        using var first = await client.SendAsync("GET", Plain, null, ("Accept-Encoding", "br"));
        using var again = await client.SendAsync("GET", Plain, null, ("Accept-Encoding", "br"), ("If-None-Match", first.Headers.ETag!.ToString()));
        using var other = await client.SendAsync("GET", Plain, null, ("Accept-Encoding", "gzip"), ("If-None-Match", first.Headers.ETag.ToString()));

        kept.Headers.CacheControl!.ToString().Should().Contain("immutable");
        first.Headers.CacheControl!.ToString().Should().Be("no-cache");
        first.Headers.Vary.Should().Contain("Accept-Encoding");
        again.StatusCode.Should().Be(HttpStatusCode.NotModified);
        other.StatusCode.Should().Be(HttpStatusCode.OK, "the forms are different answers");
    }

    [Theory]
    [InlineData("/studio/frame")]
    [InlineData("/studio/workflows/definitions/with.a.dot/edit?page=1")]
    public async Task Pages_below_the_studio_have_its_policy_and_no_more(string path)
    {
        using var client = server.Anonymous();

        using var answer = await client.SendAsync("GET", path, null, ("Accept", "text/html"));

        (await answer.Content.ReadAsStringAsync()).Should().Contain("<base href=\"/studio/\"");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.Should().Contain("'wasm-unsafe-eval'").And.NotContain("'unsafe-eval'");
        policy.Split(';').Single(part => part.TrimStart().StartsWith("script-src", StringComparison.Ordinal)).Should().NotContain("unsafe-inline");
    }

    [Theory]
    [InlineData("/definitions/with.a.dot", "<div id=\"root\">")]
    [InlineData("/processes", "<div id=\"root\">")]
    public async Task The_console_answers_for_its_own_addresses(string path, string holds)
    {
        using var client = server.Anonymous();

        using var answer = await client.SendAsync("GET", path, null, ("Accept", "text/html,application/xhtml+xml"));

        (await answer.Content.ReadAsStringAsync()).Should().Contain(holds);
        answer.Headers.GetValues("Content-Security-Policy").Single().Should().NotContain("wasm");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_not_found()
    {
        using var client = server.Anonymous();

        using var answer = await client.SendAsync("GET", "/studio/_framework/nothing.wasm", null, ("Accept", "*/*"));

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private async Task<string> BodyAsync(string encoding, Func<Stream, Stream> unpack)
    {
        using var client = server.Anonymous();
        using var answer = await client.SendAsync("GET", Plain, null, ("Accept-Encoding", encoding));
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        await using var body = unpack(await answer.Content.ReadAsStreamAsync());
        using var reader = new StreamReader(body, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
