using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Engine.Management;
using Workflows.Server.Elsa.Transport;

namespace Workflows.Server.Elsa.Definitions;

/// <summary>Definition files: a JSON file, or a zip with JSON files in any folders (and zips) inside it.</summary>
internal static class DefinitionFiles
{
    private const int DeepestZip = 3;
    private const int MostFiles = 1000;
    private static readonly JsonSerializerOptions Indented = new(ElsaJson.Options) { WriteIndented = true };

    /// <summary>The definitions in a file.</summary>
    public static async Task<List<JsonObject>> ReadAsync(string name, Stream content, int largest, CancellationToken cancellationToken)
    {
        var found = new List<JsonObject>();
        await AddAsync(name, content, largest, found, 0, cancellationToken);
        return found;
    }

    /// <summary>A zip with one file for each definition.</summary>
    public static byte[] Zip(IEnumerable<StoredDefinition> definitions)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var definition in definitions)
            {
                using var entry = zip.CreateEntry(NameOf(definition)).Open();
                entry.Write(Bytes(definition));
            }
        }

        return buffer.ToArray();
    }

    /// <summary>A definition as a file.</summary>
    public static byte[] Bytes(StoredDefinition definition) =>
        JsonSerializer.SerializeToUtf8Bytes(DefinitionContent.Export(definition), Indented);

    /// <summary>Elsa's name of the file.</summary>
    public static string NameOf(StoredDefinition definition)
    {
        var slug = string.Concat((definition.Name ?? string.Empty).ToLowerInvariant().Select(static c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
        return $"workflow-definition-{(slug.Length == 0 ? "unnamed" : slug)}-{Safe(definition.DefinitionId)}-{Safe(definition.Id)}.json";
    }

    private static string Safe(string id) => string.Concat(id.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-'));

    private static async Task AddAsync(
        string name, Stream content, int largest, List<JsonObject> found, int depth, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[81920];
        int read;
        while ((read = await content.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (buffer.Length + read > largest)
            {
                throw BodyMembers.Wrong("files", $"'{name}' is larger than {largest / 1024 / 1024} MB.");
            }

            await buffer.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
        }

        buffer.Position = 0;
        if (name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            await AddZipAsync(name, buffer, largest, found, depth, cancellationToken);
        }
        else if (name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            try
            {
                found.Add(DefinitionContent.Parse(buffer.ToArray()));
            }
            catch (JsonException error)
            {
                throw BodyMembers.Wrong("files", $"'{name}' is no definition: {error.Message}");
            }
        }
    }

    private static async Task AddZipAsync(
        string name, Stream content, int largest, List<JsonObject> found, int depth, CancellationToken cancellationToken)
    {
        if (depth >= DeepestZip)
        {
            throw BodyMembers.Wrong("files", $"'{name}' lies too deep inside other zips.");
        }

        try
        {
            using var zip = new ZipArchive(content, ZipArchiveMode.Read);
            foreach (var entry in zip.Entries)
            {
                if (entry.FullName.StartsWith("__MACOSX", StringComparison.Ordinal) || entry.Name.Length == 0)
                {
                    continue;
                }

                if (found.Count >= MostFiles)
                {
                    throw BodyMembers.Wrong("files", $"More than {MostFiles} definitions.");
                }

                await using var inner = await entry.OpenAsync(cancellationToken);
                await AddAsync(entry.FullName, inner, largest, found, depth + 1, cancellationToken);
            }
        }
        catch (InvalidDataException)
        {
            throw BodyMembers.Wrong("files", $"'{name}' is no zip.");
        }
    }
}
