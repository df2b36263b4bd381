using System.ComponentModel;
using System.Diagnostics;

namespace Workflows.PostgreSql.Embedded;

/// <summary>Runs a command line tool to its end, as another user if wanted, and collects what it printed.</summary>
internal static class Tool
{
    /// <summary>How long output may trail after the exit; a daemon that inherited the pipe never closes it.</summary>
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(2);

    /// <summary>Runs a tool of PostgreSQL: no PG* variables of ours, English messages.</summary>
    public static Task<ToolResult> RunPostgresAsync(
        string file, IEnumerable<string> arguments, string? user, TimeSpan timeout, CancellationToken cancellationToken,
        string? input = null)
    {
        var start = Describe(file, arguments, user);
        var ours = start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal));
        foreach (var name in ours.ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";
        return RunAsync(start, input, timeout, cancellationToken);
    }

    /// <summary>Runs any other tool.</summary>
    public static Task<ToolResult> RunAsync(
        string file, IEnumerable<string> arguments, string? user, TimeSpan timeout, CancellationToken cancellationToken) =>
        RunAsync(Describe(file, arguments, user), input: null, timeout, cancellationToken);

    private static ProcessStartInfo Describe(string file, IEnumerable<string> arguments, string? user)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            // The other user may not be allowed into our working directory.
            WorkingDirectory = Path.GetPathRoot(Path.GetFullPath(file)) ?? string.Empty,
        };
        if (user is not null)
        {
            start.UserName = user;
            start.Environment["HOME"] = "/";
        }

        return start;
    }

    private static async Task<ToolResult> RunAsync(
        ProcessStartInfo start, string? input, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            return new ToolResult(ToolResult.NotStarted, $"{start.FileName}: {exception.Message}");
        }

        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            await FeedAsync(process, input);
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return new ToolResult(ToolResult.TimedOut, $"{start.FileName} did not end within {timeout}.");
        }

        try
        {
            var texts = await Task.WhenAll(output, errors).WaitAsync(OutputGrace, CancellationToken.None);
            return new ToolResult(process.ExitCode, string.Concat(texts).Trim());
        }
        catch (TimeoutException)
        {
            return new ToolResult(process.ExitCode, string.Empty);
        }
    }

    private static async Task FeedAsync(Process process, string? input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input ?? string.Empty);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The tool ended without reading; its exit code and output say why.
        }
    }
}
