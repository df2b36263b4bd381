using System.Diagnostics;

namespace Workflows.PostgreSql.Embedded;

/// <summary>Tells whether a process id still is a postmaster and not something that got the number later.</summary>
internal static class ProcessTable
{
    /// <summary>
    /// Whether a live process of this id can be the postmaster of the folder. In doubt the answer is yes: a wrong no
    /// would start a second postmaster.
    /// </summary>
    public static bool MayBePostmaster(int pid, string cluster)
    {
        if (pid == Environment.ProcessId)
        {
            return false;
        }

        return OperatingSystem.IsLinux() ? LinuxMayBe(pid, cluster) : NameMayBe(pid);
    }

    /// <summary>
    /// Whether any process has this id; one that has ended but was not yet reaped does not count on Linux.
    /// </summary>
    public static bool IsAlive(int pid)
    {
        if (OperatingSystem.IsLinux())
        {
            return CommandLine(pid) is { Length: > 0 };
        }

        return Name(pid) is not null;
    }

    private static bool LinuxMayBe(int pid, string cluster)
    {
        // An ended, unreaped process has an empty command line, and so has a kernel thread.
        if (CommandLine(pid) is not { Length: > 0 } line)
        {
            return false;
        }

        var words = line.Split('\0');
        if (Path.GetFileName(words[0]) is not ("postgres" or "postmaster"))
        {
            // A backend of some other cluster titles itself "postgres: checkpointer"; a postmaster never does.
            return false;
        }

        var at = Array.IndexOf(words, "-D") + 1;
        if (at == 0 || at >= words.Length || string.Equals(Path.GetFullPath(words[at]), cluster, StringComparison.Ordinal))
        {
            return true;
        }

        // Another path may still be this folder, by a link or a mount; the pid files tell.
        return SameContent(Path.Combine(words[at], "postmaster.pid"), Path.Combine(cluster, "postmaster.pid"));
    }

    private static bool SameContent(string other, string ours)
    {
        try
        {
            return string.Equals(File.ReadAllText(other), File.ReadAllText(ours), StringComparison.Ordinal);
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            // What another user keeps from us is another user's cluster: ours we created and can read.
            return false;
        }
    }

    private static string? CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool NameMayBe(int pid) =>
        Name(pid)?.StartsWith("postgres", StringComparison.OrdinalIgnoreCase) ?? false;

    private static string? Name(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.HasExited ? null : process.ProcessName;
        }
        catch (ArgumentException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
