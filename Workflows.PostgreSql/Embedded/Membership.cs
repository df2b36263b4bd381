namespace Workflows.PostgreSql.Embedded;

/// <summary>
/// The join and leave protocol between the processes that use one cluster folder. Every member shares the members
/// lock for as long as it lives; every decision is made while holding the gate lock alone. Whoever, at the gate, can
/// take the members lock alone is the only one. The kernel drops both locks of a killed process.
/// </summary>
internal sealed class Membership : IDisposable
{
    private static readonly TimeSpan ForkGrace = TimeSpan.FromMilliseconds(20);

    private readonly FileLock _share;

    private Membership(FileLock share, bool wasAlone)
    {
        _share = share;
        WasAlone = wasAlone;
    }

    /// <summary>Whether nobody else was a member when this one joined.</summary>
    public bool WasAlone { get; }

    /// <summary>Waits for the gate.</summary>
    public static async Task<FileLock> EnterGateAsync(
        ClusterFolder folder, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken) =>
        await FileLock.WaitExclusiveAsync(folder.GateLock, timeout, time, cancellationToken)
        ?? throw new EmbeddedPostgresException(
            $"Another process has been starting or stopping the private PostgreSQL in {folder.Root} for more than {timeout}. "
            + $"End that process (it holds {folder.GateLock} open) and start again.");

    /// <summary>Becomes a member. Call with the gate held.</summary>
    public static Membership Join(ClusterFolder folder)
    {
        var alone = FileLock.TryExclusive(folder.MembersLock);
        alone?.Dispose();
        if (alone is not null)
        {
            File.WriteAllText(folder.HostFile, Host());
        }
        else if (File.Exists(folder.HostFile)
            && !string.Equals(File.ReadAllText(folder.HostFile), Host(), StringComparison.Ordinal))
        {
            throw new EmbeddedPostgresException(
                $"The private PostgreSQL in {folder.Root} is in use by a server on another machine or in another container. "
                + "Its data folder cannot be shared; give each its own Workflows__DataDirectory, or have all use one "
                + "PostgreSQL through ConnectionStrings__Workflows.");
        }

        var share = FileLock.TryShared(folder.MembersLock)
            ?? throw new EmbeddedPostgresException(
                $"{folder.MembersLock} is held by a process that is not a server of this version.");
        return new Membership(share, alone is not null);
    }

    /// <summary>Leaves, and tells whether nobody is left. Call with the gate held.</summary>
    public async Task<bool> LeaveAsync(ClusterFolder folder, TimeProvider time)
    {
        _share.Dispose();

        // A child that is being forked holds copies of all our file handles until it executes its program.
        var alone = await FileLock.WaitExclusiveAsync(folder.MembersLock, ForkGrace, time, CancellationToken.None);
        alone?.Dispose();
        return alone is not null;
    }

    public void Dispose() => _share.Dispose();

    /// <summary>
    /// Names the place where process ids and loopback mean the same: this boot of the machine, this pid and network
    /// namespace.
    /// </summary>
    private static string Host()
    {
        if (!OperatingSystem.IsLinux())
        {
            return Environment.MachineName;
        }

        var pids = new FileInfo("/proc/self/ns/pid").LinkTarget;
        var network = new FileInfo("/proc/self/ns/net").LinkTarget;
        return $"{File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()} {pids} {network}";
    }
}
