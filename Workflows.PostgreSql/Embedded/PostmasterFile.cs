using System.Globalization;

namespace Workflows.PostgreSql.Embedded;

/// <summary>What PostgreSQL writes into <c>postmaster.pid</c>: pid, data folder, start, port, ..., status.</summary>
internal sealed record PostmasterFile(int Pid, int Port, string Status)
{
    /// <summary>A process id that no system hands out, so that PostgreSQL takes the file for stale.</summary>
    private const int ImpossiblePid = int.MaxValue;

    /// <summary>Reads the file; null when there is none or it is still being written.</summary>
    public static PostmasterFile? Read(string path)
    {
        string[] lines;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream);
            lines = reader.ReadToEnd().Split('\n');
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        if (!int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid))
        {
            return null;
        }

        var port = lines.Length > 3 && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var number) ? number : 0;
        return new PostmasterFile(Math.Abs(pid), port, lines.Length > 7 ? lines[7].Trim() : "starting");
    }

    /// <summary>
    /// Makes a stale file harmless whose process id now belongs to something else. Only the id is replaced: the file
    /// also names the shared memory by which PostgreSQL itself recognises orphaned backends, and that check must stay.
    /// </summary>
    public static async Task DisarmAsync(string path, CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync(path, cancellationToken);
        lines[0] = ImpossiblePid.ToString(CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(path, string.Join('\n', lines) + "\n", cancellationToken);
    }
}
