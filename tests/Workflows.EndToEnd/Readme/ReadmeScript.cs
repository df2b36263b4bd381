using System.Diagnostics;

namespace Workflows.EndToEnd.Readme;

/// <summary>
/// The shell lines below "A policy and a ticket by hand" in README.md, run as they stand against a server on simulated time: only
/// the address and the one-time password, which every reader has to fill in, are replaced, and <c>sleep</c> moves the clock.
/// </summary>
public static class ReadmeScript
{
    private const string Heading = "## A policy and a ticket by hand";
    private const string Address = "API=http://localhost:5000/api";
    private const string OneTime = "ONE_TIME='the password that the server printed'";

    /// <summary>Runs the lines; gives what they print.</summary>
    /// <exception cref="InvalidOperationException">A line failed; the message has its output.</exception>
    public static async Task<string> RunAsync(Uri server, string oneTimePassword)
    {
        ArgumentNullException.ThrowIfNull(server);
        var lines = Replaced(Replaced(Lines(), Address, $"API={server}api"), OneTime, $"ONE_TIME='{oneTimePassword}'");
        var script = $$"""
            set -euo pipefail
            sleep() { post operations/clock/advance '{"by":"'"$(date -u -d "@$1" +%H:%M:%S)"'"}'; }
            {{lines}}
            """;
        var start = new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var bash = Process.Start(start)!;
        var (output, errors) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        await bash.WaitForExitAsync();
        return bash.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"The README's lines failed:\n{await errors}\n{await output}");
    }

    private static string Lines()
    {
        var text = File.ReadAllText(Path.Combine(Root(), "README.md"));
        var section = text.IndexOf(Heading, StringComparison.Ordinal);
        var begin = text.IndexOf("```bash\n", section, StringComparison.Ordinal) + "```bash\n".Length;
        return text[begin..text.IndexOf("```", begin, StringComparison.Ordinal)];
    }

    private static string Replaced(string lines, string what, string by) => lines.Contains(what, StringComparison.Ordinal)
        ? lines.Replace(what, by, StringComparison.Ordinal)
        : throw new InvalidOperationException($"The README no longer has the line {what}");

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Workflows.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Workflows.sln above {AppContext.BaseDirectory}");
    }
}
