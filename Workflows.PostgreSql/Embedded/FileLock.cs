namespace Workflows.PostgreSql.Embedded;

/// <summary>
/// An operating system lock on a file (flock on Unix, share modes on Windows). The kernel drops it when the process
/// dies, however it dies; that is all the crash safety of the join and leave protocol rests on.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(20);

    private readonly FileStream _stream;

    private FileLock(FileStream stream) => _stream = stream;

    /// <summary>Takes the lock alone, or returns null when anybody holds it.</summary>
    public static FileLock? TryExclusive(string path) => TryOpen(path, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Takes the lock together with other sharers, or returns null when somebody holds it alone.</summary>
    public static FileLock? TryShared(string path) => TryOpen(path, FileAccess.Read, FileShare.Read);

    /// <summary>Waits for the lock alone; null when the timeout passes first.</summary>
    public static async Task<FileLock?> WaitExclusiveAsync(
        string path, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            var taken = TryExclusive(path);
            if (taken is not null || time.GetElapsedTime(since) > timeout)
            {
                return taken;
            }

            await Task.Delay(RetryAfter, time, cancellationToken);
        }
    }

    public void Dispose() => _stream.Dispose();

    private static FileLock? TryOpen(string path, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            return new FileLock(new FileStream(path, options));
        }
        catch (IOException exception)
            when (exception.HResult is SharingViolation or WouldBlockOnLinux or WouldBlockOnMac)
        {
            return null;
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new EmbeddedPostgresException(
                $"The lock file {path} belongs to another user. Start the server as the user that first started it on "
                + "this data folder, or use another data folder.", exception);
        }
    }
}
