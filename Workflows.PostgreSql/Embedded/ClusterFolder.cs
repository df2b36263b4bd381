using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Workflows.PostgreSql.Embedded;

/// <summary>
/// The files of one private cluster, all under one folder: <c>cluster/</c> (PostgreSQL's own data), <c>log/</c>,
/// the two locks of the join and leave protocol, the port, the passwords and the settings.
/// </summary>
internal sealed class ClusterFolder(string root)
{
    /// <summary>In the data folder: where the cluster really is, when it could not be in the data folder.</summary>
    private const string ElsewhereFile = "location";

    private const string LocationLock = "location.lock";

    /// <summary>The parent of clusters that could not be in their data folder.</summary>
    private const string Outside = "/var/lib/workflows";

    private const UnixFileMode Passable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public string Root { get; } = root;

    public string Base => Path.GetDirectoryName(Root)!;

    public string Cluster => Path.Combine(Root, "cluster");

    /// <summary>
    /// Folders in which creations were begun, complete or not; the finished cluster is moved out of its own.
    /// </summary>
    public IEnumerable<string> Drafts => Directory.EnumerateDirectories(Root, "init-*");

    public string LogFolder => Path.Combine(Root, "log");

    public string LogFile => Path.Combine(LogFolder, "postgres.log");

    public string SettingsFile => Path.Combine(Root, "workflows.conf");

    public string PostmasterPid => Path.Combine(Cluster, "postmaster.pid");

    /// <summary>Held alone by whoever decides about starting, stopping or joining; always briefly.</summary>
    public string GateLock => Path.Combine(Root, "gate.lock");

    /// <summary>Held together by every process that uses the cluster, as long as it does.</summary>
    public string MembersLock => Path.Combine(Root, "members.lock");

    /// <summary>Which machine, or container, the members live on.</summary>
    public string HostFile => Path.Combine(Root, "host");

    public string PortFile => Path.Combine(Root, "port");

    private string VersionFile => Path.Combine(Cluster, "PG_VERSION");

    /// <summary>Whether a complete cluster is here.</summary>
    public bool Exists => File.Exists(VersionFile);

    /// <summary>The major version that created the cluster.</summary>
    public int Major => int.TryParse(File.ReadAllText(VersionFile).Trim(), CultureInfo.InvariantCulture, out var major)
        ? major
        : throw new EmbeddedPostgresException(
            $"{VersionFile} is not readable as a version: the cluster is damaged. "
            + $"Restore a backup of {Root}, or move the folder away to begin with an empty database.");

    /// <summary>
    /// Where a new cluster is made before it is renamed to <see cref="Cluster"/>; another name at each call.
    /// </summary>
    public string NewDraft() => Path.Combine(Root, $"init-{Guid.CreateVersion7():N}");

    /// <summary>
    /// Removes what earlier attempts left. When their server was killed, its initdb may still be writing: such a folder
    /// stays until a later start, which is why every attempt has a folder of its own.
    /// </summary>
    public void RemoveDrafts(ILogger logger)
    {
        foreach (var draft in Drafts.ToArray())
        {
            try
            {
                Directory.Delete(draft, recursive: true);
            }
            catch (IOException exception)
            {
                logger.DraftRemains(draft, exception.Message);
            }
        }
    }

    public string PasswordFile(string role) => Path.Combine(Root, role + ".password");

    /// <summary>
    /// Opens the folder for a data folder, creating it if needed. When we are root and the unprivileged user cannot
    /// reach the data folder (under /root, say), the cluster lives under /var/lib/workflows instead, and a file in
    /// the data folder remembers where.
    /// </summary>
    public static async Task<(ClusterFolder Folder, string? User)> OpenAsync(
        EmbeddedPostgresOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var data = Path.GetFullPath(options.DataDirectory);
        var near = Path.Combine(data, "postgres");
        CreatePassable(data);
        CreatePassable(near);

        // Two first starts at once must not choose two places.
        var lockFile = Path.Combine(near, LocationLock);
        using var choosing = await FileLock.WaitExclusiveAsync(lockFile, options.StartTimeout, time, cancellationToken)
            ?? throw new EmbeddedPostgresException(
                $"Another process holds {lockFile} since more than {options.StartTimeout}. End it and start again.");
        var remembered = Path.Combine(near, ElsewhereFile);
        var root = File.Exists(remembered) ? (await File.ReadAllTextAsync(remembered, cancellationToken)).Trim() : near;

        var user = await ServiceUser.ChooseAsync(options.User, Path.Combine(root, "cluster"), cancellationToken);
        if (user is not null && !await ServiceUser.CanEnterAsync(user, root, cancellationToken))
        {
            if (Directory.Exists(Path.Combine(root, "cluster")))
            {
                throw new EmbeddedPostgresException(
                    $"User {user}, as whom PostgreSQL runs because this process is root, cannot enter {root}. "
                    + "Allow passage on each folder above it (chmod o+x), or start the server as the owner of the cluster.");
            }

            root = Path.Combine(Outside, Guid.CreateVersion7().ToString("N"), "postgres");
            CreatePassable(root);
            if (!await ServiceUser.CanEnterAsync(user, root, cancellationToken))
            {
                throw new EmbeddedPostgresException(
                    $"User {user}, as whom PostgreSQL runs because this process is root, can enter neither {near} nor {root}. "
                    + "Allow passage (chmod o+x) on the folders above, or use another data folder.");
            }

            await File.WriteAllTextAsync(remembered, root, cancellationToken);
            logger.ClusterElsewhere(near, user, root);
        }

        return (new ClusterFolder(root), user);
    }

    /// <summary>Creates a folder for its owner alone.</summary>
    internal static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>
    /// Creates the folder so that others may pass through but not list it; existing folders stay as they are.
    /// </summary>
    internal static void CreatePassable(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else if (!Directory.Exists(folder))
            {
                if (Path.GetDirectoryName(folder) is { } parent)
                {
                    CreatePassable(parent);
                }

                Directory.CreateDirectory(folder, Passable);
                if (Environment.IsPrivilegedProcess)
                {
                    // A tight umask of root would shut out the user that PostgreSQL runs as.
                    File.SetUnixFileMode(folder, Passable);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedPostgresException(
                $"The folder {folder} cannot be created: {exception.Message} "
                + "Use another data folder (Workflows__DataDirectory).",
                exception);
        }
    }
}
