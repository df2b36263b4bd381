namespace Workflows.PostgreSql.Embedded;

/// <summary>
/// The unprivileged user that PostgreSQL runs as when we are root, because it refuses to run as root. The runtime
/// itself switches the child's user ids between fork and exec, so no setpriv or su is needed.
/// </summary>
internal static class ServiceUser
{
    private static readonly string[] Usual = ["postgres", "_postgres", "nobody"];
    private static readonly TimeSpan ShortTime = TimeSpan.FromSeconds(20);

    /// <summary>Chooses the user, or null when we need none.</summary>
    /// <param name="configured">The configured user, or null.</param>
    /// <param name="cluster">The cluster folder, whose owner goes on running it when it exists.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    public static async Task<string?> ChooseAsync(
        string? configured, string cluster, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return null;
        }

        var known = Known();
        if (configured is { Length: > 0 })
        {
            return known.Contains(configured)
                ? configured
                : throw new EmbeddedPostgresException(
                    $"PostgreSQL does not run as root, and the configured user {configured} is not in /etc/passwd. "
                    + "Create the user or configure another one.");
        }

        if (Directory.Exists(cluster) && await OwnerAsync(cluster, cancellationToken) is { } owner
            && owner is not "root" && known.Contains(owner))
        {
            return owner;
        }

        return Array.Find(Usual, known.Contains) ?? throw new EmbeddedPostgresException(
            $"PostgreSQL does not run as root, and none of the users {string.Join(", ", Usual)} is in /etc/passwd. "
            + "Start the server as an ordinary user, or create one (`useradd --system postgres`) and start again.");
    }

    /// <summary>Whether the user can enter a folder, with every folder above it.</summary>
    public static async Task<bool> CanEnterAsync(string user, string folder, CancellationToken cancellationToken)
    {
        var answer = await Tool.RunAsync(
            "/bin/sh", ["-c", "cd \"$1\"", "sh", folder], user, ShortTime, cancellationToken);
        return answer.Succeeded;
    }

    /// <summary>Gives files and folders to the user, everything beneath included.</summary>
    public static async Task GiveAsync(string user, CancellationToken cancellationToken, params string[] paths)
    {
        var answer = await Tool.RunAsync("chown", ["-R", user, .. paths], user: null, ShortTime, cancellationToken);
        if (!answer.Succeeded)
        {
            throw new EmbeddedPostgresException(
                $"Could not give {string.Join(", ", paths)} to user {user}: {answer.Output} "
                + "PostgreSQL does not run as root; use a data folder on a file system that knows owners.");
        }
    }

    private static HashSet<string> Known() => File.Exists("/etc/passwd")
        ? File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet(StringComparer.Ordinal)
        : [];

    private static async Task<string?> OwnerAsync(string folder, CancellationToken cancellationToken)
    {
        string[] arguments = OperatingSystem.IsMacOS() ? ["-f", "%Su", folder] : ["-c", "%U", folder];
        var answer = await Tool.RunAsync("stat", arguments, user: null, ShortTime, cancellationToken);
        return answer.Succeeded ? answer.Output : null;
    }
}
