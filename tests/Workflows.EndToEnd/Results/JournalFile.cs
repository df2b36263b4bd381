using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Workflows.EndToEnd.Results;

/// <summary>
/// The journals of a run on disk, with a line of digest for each process: of hundreds of thousands of entries only those of processes
/// that differ are ever in memory again.
/// </summary>
public sealed class JournalFile
{
    private static readonly Lazy<string> Folder = new(static () =>
    {
        var folder = Directory.CreateTempSubdirectory("workflows-endtoend-journals-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    });

    private readonly string _path = Path.Combine(Folder.Value, Path.GetRandomFileName());
    private readonly Dictionary<string, (long Start, int Entries)> _places = new(StringComparer.Ordinal);
    private readonly List<string> _digests = [];

    /// <summary>How many entries all processes have.</summary>
    public int Entries { get; private set; }

    /// <summary>One line a process: its name, how many entries, and a hash over them in order.</summary>
    public IReadOnlyList<string> Digests => _digests;

    /// <summary>Takes the journal of each process, entry by entry in order; the rows of one process follow each other.</summary>
    /// <param name="rows">First the process, then what is to be compared.</param>
    /// <param name="line">Makes the text of a value the same in every run.</param>
    public async Task ReadAsync(IAsyncEnumerable<string[]> rows, Func<string, string> line)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(line);
        await using var file = new FileStream(_path, FileMode.Create);
        string? process = null;
        var entries = new List<string>();
        await foreach (var row in rows)
        {
            if (row[0] != process)
            {
                await KeepAsync(file, process, entries, line);
                process = row[0];
            }

            entries.Add(line(string.Join(" | ", row[1..])).ReplaceLineEndings(" "));
        }

        await KeepAsync(file, process, entries, line);
        _digests.Sort(StringComparer.Ordinal);
    }

    /// <summary>The entries of the process that a digest is about.</summary>
    public IReadOnlyList<string> EntriesOf(string digest)
    {
        ArgumentNullException.ThrowIfNull(digest);
        var process = NameOf(digest);
        if (!_places.TryGetValue(process, out var place))
        {
            return [];
        }

        using var reader = new StreamReader(_path);
        reader.BaseStream.Position = place.Start;
        return [.. Enumerable.Range(1, place.Entries).Select(number => string.Create(
            CultureInfo.InvariantCulture, $"{process} {number:000} | {reader.ReadLine()}"))];
    }

    /// <summary>The process that a digest is about.</summary>
    public static string NameOf(string digest)
    {
        ArgumentNullException.ThrowIfNull(digest);
        return digest[..digest.IndexOf(" | ", StringComparison.Ordinal)];
    }

    private async Task KeepAsync(FileStream file, string? process, List<string> entries, Func<string, string> line)
    {
        if (process is null)
        {
            return;
        }

        var name = line(process);
        var bytes = Encoding.UTF8.GetBytes(string.Concat(entries.Select(static entry => entry + "\n")));

        // Processes that are none of the plan's have no name of their own; they are told apart by their order.
        for (var twin = 2; !_places.TryAdd(name, (file.Position, entries.Count)); twin++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{line(process)} ({twin})");
        }

        await file.WriteAsync(bytes);
        _digests.Add(string.Create(
            CultureInfo.InvariantCulture, $"{name} | {entries.Count} entries | {Convert.ToHexString(SHA256.HashData(bytes))}"));
        Entries += entries.Count;
        entries.Clear();
    }
}
