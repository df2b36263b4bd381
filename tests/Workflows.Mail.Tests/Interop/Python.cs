using System.ComponentModel;
using System.Diagnostics;

namespace Workflows.Mail.Tests.Interop;

/// <summary>Runs the independent programs the mails are checked with. Their absence is a failure, never a skip.</summary>
internal static class Python
{
    // Debian's own interpreter first: python3-aiosmtpd and python3-dkim install their modules for it alone.
    private static string Interpreter => File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    public static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Interop", name);

    public static Process Start(string script, params IEnumerable<string> arguments)
    {
        return Start(new ProcessStartInfo(Interpreter, [Script(script), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        });
    }

    public static async Task<string> RunAsync(string script, params IEnumerable<string> arguments)
    {
        using var process = Start(script, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{script} failed:\n{error}");
    }

    /// <summary>Throws with the instruction when a module cannot be imported.</summary>
    public static async Task RequireAsync(string module, string package)
    {
        using var process = Start(
            new ProcessStartInfo(Interpreter, ["-c", $"import {module}"]) { UseShellExecute = false, RedirectStandardError = true });
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"The Python module {module} is needed. Install it: apt-get install -y {package}");
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("python3 is needed to check mails. Install it: apt-get install -y python3", e);
        }
    }
}
