using System.Text.Json;
using Workflows.Mail.Mime;

namespace Workflows.Mail.Tests.Interop;

/// <summary>What Python's email package understood of one mail.</summary>
internal sealed record ReadBack(
    string[][] Headers, string[][] From, string[][] To, string[][] Cc, string[][] ReplyTo, string Subject, string Date,
    string MessageId, ReadBackPart Root, string[] Defects)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public string? Header(string name) =>
        Array.Find(Headers, h => string.Equals(h[0], name, StringComparison.OrdinalIgnoreCase))?[1];

    /// <summary>Composes, writes, reads with Python; results in the order given.</summary>
    public static async Task<IReadOnlyList<ReadBack>> OfAsync(IReadOnlyList<ComposedMail> mails)
    {
        var folder = Directory.CreateTempSubdirectory("readback");
        try
        {
            for (var i = 0; i < mails.Count; i++)
            {
                await File.WriteAllBytesAsync(Path.Combine(folder.FullName, $"{i:D6}.eml"), mails[i].Content.ToArray());
            }

            var result = Path.Combine(folder.FullName, "result.json");
            await Python.RunAsync("read_back.py", folder.FullName, result);
            await using var stream = File.OpenRead(result);
            var read = await JsonSerializer.DeserializeAsync<SortedDictionary<string, ReadBack>>(stream, Json);
            return [.. read!.Values];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
