using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Workflows.PostgreSql.Embedded;

/// <summary>Starts, watches and stops the PostgreSQL of one cluster folder. Callers hold the gate lock.</summary>
internal sealed class Postmaster(
    ClusterFolder folder, PostgresBinaries binaries, string? user, EmbeddedPostgresOptions options, TimeProvider time,
    ILogger logger)
{
    private const long LogSizeBeforeRotation = 16 * 1024 * 1024;
    private const int LogTail = 2000;
    private const int PortAttempts = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Looks at the pid file and the process it names.</summary>
    public PostmasterState Look(out int port)
    {
        var file = PostmasterFile.Read(folder.PostmasterPid);
        port = file?.Port ?? 0;
        if (file is null || !ProcessTable.MayBePostmaster(file.Pid, folder.Cluster))
        {
            return PostmasterState.Dead;
        }

        return file.Status is "ready" ? PostmasterState.Ready : PostmasterState.Busy;
    }

    /// <summary>Makes sure that PostgreSQL runs and accepts connections; returns its port.</summary>
    /// <param name="fixedPort">
    /// The port that other members have in their connection strings, or null when free to choose.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<int> EnsureRunningAsync(int? fixedPort, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        var portsTried = 0;
        while (true)
        {
            var state = Look(out var port);
            if (state == PostmasterState.Ready)
            {
                return port;
            }

            if (state == PostmasterState.Dead)
            {
                await RemoveStalePidAsync(cancellationToken);
                var failure = await StartAsync(await PortAsync(fixedPort, portsTried, cancellationToken), cancellationToken);
                if (failure is null)
                {
                    continue;
                }

                var portTaken = failure.Contains("could not bind", StringComparison.Ordinal);
                if (portTaken && fixedPort is null && portsTried < PortAttempts)
                {
                    portsTried++;
                    continue;
                }

                if (!IsPassing(failure))
                {
                    throw NotStarted(failure);
                }
            }

            if (time.GetElapsedTime(since) > options.StartTimeout)
            {
                throw NotStarted($"it did not become ready within {options.StartTimeout}.\n{Tail()}");
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>
    /// Shuts down fast (sessions are ended, nothing is lost), then immediately if that takes too long.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Look(out _) == PostmasterState.Dead)
        {
            return;
        }

        foreach (var mode in (string[])["fast", "immediate"])
        {
            var seconds = Seconds(options.StopTimeout);
            var stopped = await Tool.RunPostgresAsync(
                binaries.PgCtl, ["stop", "-D", folder.Cluster, "-m", mode, "-w", "-t", seconds], user,
                options.StopTimeout + Pause, cancellationToken);
            if (stopped.Succeeded || Look(out _) == PostmasterState.Dead)
            {
                logger.Stopped(folder.Cluster);
                return;
            }

            logger.StopFailed(mode, stopped.Output);
        }
    }

    private static string Seconds(TimeSpan span) =>
        Math.Max(1, (int)span.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Reasons that go away by waiting: orphaned backends that still end, a starter that was quicker, our own port not
    /// yet free.
    /// </summary>
    private static bool IsPassing(string failure) =>
        failure.Contains("pre-existing shared memory block", StringComparison.Ordinal)
        || failure.Contains("lock file \"postmaster.pid\" already exists", StringComparison.Ordinal)
        || failure.Contains("could not bind", StringComparison.Ordinal);

    private async Task RemoveStalePidAsync(CancellationToken cancellationToken)
    {
        if (PostmasterFile.Read(folder.PostmasterPid) is { } stale && ProcessTable.IsAlive(stale.Pid))
        {
            logger.StalePid(folder.PostmasterPid, stale.Pid);
            await PostmasterFile.DisarmAsync(folder.PostmasterPid, cancellationToken);
        }
    }

    private async Task<int> PortAsync(int? fixedPort, int tried, CancellationToken cancellationToken)
    {
        if (fixedPort is { } given)
        {
            return given;
        }

        if (tried == 0 && File.Exists(folder.PortFile)
            && int.TryParse(
                await File.ReadAllTextAsync(folder.PortFile, cancellationToken), CultureInfo.InvariantCulture,
                out var remembered)
            && LoopbackPort.IsFree(remembered))
        {
            return remembered;
        }

        var port = LoopbackPort.Any();
        await File.WriteAllTextAsync(folder.PortFile, port.ToString(CultureInfo.InvariantCulture), cancellationToken);
        return port;
    }

    /// <summary>Starts once. Returns null when it runs (or still recovers), else what it said.</summary>
    private async Task<string?> StartAsync(int port, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(folder.SettingsFile, ClusterSettings.Text(options.Settings), cancellationToken);
        if (user is not null && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                folder.SettingsFile,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        await PrepareLogAsync(cancellationToken);
        var before = LogLength();

        // pg_ctl puts the postmaster into a session of its own, so that a Ctrl+C meant for us does not reach it.
        var result = await Tool.RunPostgresAsync(
            binaries.PgCtl,
            [
                "start", "-D", folder.Cluster, "-l", folder.LogFile,
                "-w", "-t", Seconds(options.StartTimeout), "-o", $"-p {port}",
            ],
            user, options.StartTimeout + Pause, cancellationToken);
        if (result.Succeeded)
        {
            logger.Started(binaries.Version.ToString(), port, folder.Cluster);
            return null;
        }

        return Look(out _) == PostmasterState.Dead ? $"{result.Output}\n{Tail(before)}" : null;
    }

    private async Task PrepareLogAsync(CancellationToken cancellationToken)
    {
        var missing = !Directory.Exists(folder.LogFolder);
        ClusterFolder.CreatePrivate(folder.LogFolder);
        if (missing && user is not null)
        {
            await ServiceUser.GiveAsync(user, cancellationToken, folder.LogFolder);
        }

        if (LogLength() > LogSizeBeforeRotation)
        {
            File.Move(folder.LogFile, folder.LogFile + ".old", overwrite: true);
        }
    }

    private long LogLength()
    {
        var log = new FileInfo(folder.LogFile);
        return log.Exists ? log.Length : 0;
    }

    private string Tail(long from = 0)
    {
        if (!File.Exists(folder.LogFile))
        {
            return string.Empty;
        }

        using var stream = new FileStream(
            folder.LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Position = Math.Min(stream.Length, Math.Max(from, stream.Length - LogTail));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private EmbeddedPostgresException NotStarted(string failure) => new(
        $"The private PostgreSQL {binaries.Version} in {folder.Cluster} could not be started: {failure.Trim()}\n"
        + $"Its log is {folder.LogFile}. Remedy what it says and start again, or use a server of yours through "
        + "ConnectionStrings__Workflows.");
}
