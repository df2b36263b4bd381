using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Workflows.PostgreSql.Embedded;

/// <summary>
/// A private PostgreSQL in the server's data folder: found or fetched, created, started, watched, and stopped when
/// the last process that uses it leaves. Processes that start on the same data folder join the running one.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private static readonly TimeSpan LongestRestartPause = TimeSpan.FromSeconds(30);

    private readonly ClusterFolder _folder;
    private readonly EmbeddedPostgresOptions _options;
    private readonly Postmaster _postmaster;
    private readonly Membership _membership;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _leaving = new();
    private readonly int _port;
    private Task _watch = Task.CompletedTask;
    private TimeSpan _restartPause = TimeSpan.Zero;
    private int _disposed;

    private EmbeddedPostgres(Start start, Membership membership, int port)
    {
        (_folder, _options, _postmaster) = (start.Folder, start.Options, start.Postmaster);
        (_time, _logger) = (start.Time, start.Logger);
        _membership = membership;
        _port = port;
        Version = start.Binaries.Version;
        ConnectionString = Connect(ClusterInitializer.ProductRole);
        AdministratorConnectionString = Connect(ClusterInitializer.Superuser);
    }

    /// <summary>
    /// Connects as role <c>workflows</c>, which owns database <c>workflows</c> and is no superuser, so that row-level
    /// security binds it. Contains the password: do not log.
    /// </summary>
    public string ConnectionString { get; }

    /// <summary>
    /// Connects as superuser <c>postgres</c> to database <c>postgres</c>. For backup, restore and tests; the product
    /// itself never uses it. Contains the password: do not log.
    /// </summary>
    public string AdministratorConnectionString { get; }

    /// <summary>The version of the PostgreSQL programs, such as 15.18.</summary>
    public Version Version { get; }

    /// <summary>The folder with PostgreSQL's own data.</summary>
    public string ClusterDirectory => _folder.Cluster;

    /// <summary>Whether the cluster already ran when this process came.</summary>
    public bool Joined { get; private init; }

    /// <summary>Finds PostgreSQL, creates the cluster if there is none, starts it or joins the running one.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="logger">Told about creation, start, stop and recovery; null for none.</param>
    /// <param name="timeProvider">Drives waiting and watching; null for the system's. Never a virtual clock.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="EmbeddedPostgresException">
    /// It cannot be found, created or started; the message is the instruction.
    /// </exception>
    public static async Task<EmbeddedPostgres> StartAsync(
        EmbeddedPostgresOptions options, ILogger? logger = null, TimeProvider? timeProvider = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (string.IsNullOrWhiteSpace(options.DataDirectory))
        {
            throw new EmbeddedPostgresException(
                "No data folder was given. Set Workflows__DataDirectory, or leave it unset for .data.");
        }

        var log = logger ?? NullLogger.Instance;
        var time = timeProvider ?? TimeProvider.System;

        var (folder, user) = await ClusterFolder.OpenAsync(options, time, log, cancellationToken);
        using var gate = await Membership.EnterGateAsync(folder, options.StartTimeout, time, cancellationToken);
        var locator = new BinaryLocator(options, folder.Base, user);
        var binaries = await locator.LocateAsync(folder.Exists ? folder.Major : null, cancellationToken);
        var postmaster = new Postmaster(folder, binaries, user, options, time, log);
        var membership = Membership.Join(folder);
        try
        {
            folder.RemoveDrafts(log);
            if (!folder.Exists)
            {
                await new ClusterInitializer(folder, binaries, user, options, log).CreateAsync(cancellationToken);
            }

            var ran = postmaster.Look(out _) == PostmasterState.Ready;
            var agreed = membership.WasAlone ? null : await AgreedPortAsync(folder, cancellationToken);
            var port = await postmaster.EnsureRunningAsync(agreed, cancellationToken);
            if (ran)
            {
                log.Joined(port, folder.Cluster);
            }

            var start = new Start(folder, options, binaries, postmaster, time, log);
            var server = new EmbeddedPostgres(start, membership, port) { Joined = ran };
            await server.ProveAsync(cancellationToken);
            server._watch = Task.Run(server.WatchAsync, CancellationToken.None);
            return server;
        }
        catch
        {
            await LeaveAsync(folder, postmaster, membership, time);
            throw;
        }
    }

    /// <summary>Leaves; the last process that leaves stops PostgreSQL by a fast shutdown.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _leaving.CancelAsync();
        await _watch;
        try
        {
            using var gate = await Membership.EnterGateAsync(_folder, _options.StopTimeout, _time, CancellationToken.None);
            await LeaveAsync(_folder, _postmaster, _membership, _time);
        }
        catch (Exception exception)
            when (exception is EmbeddedPostgresException or IOException or UnauthorizedAccessException)
        {
            // Either somebody else is at the gate for long, who will stop it when they leave, or the data folder is
            // gone, which PostgreSQL notices itself within a minute.
            _membership.Dispose();
            _logger.LeftRunning(_folder.Cluster, exception.Message);
        }

        _leaving.Dispose();
    }

    private static async Task LeaveAsync(
        ClusterFolder folder, Postmaster postmaster, Membership membership, TimeProvider time)
    {
        if (await membership.LeaveAsync(folder, time))
        {
            await postmaster.StopAsync(CancellationToken.None);
        }
    }

    private static async Task<int?> AgreedPortAsync(ClusterFolder folder, CancellationToken cancellationToken) =>
        File.Exists(folder.PortFile)
        && int.TryParse(
            await File.ReadAllTextAsync(folder.PortFile, cancellationToken), CultureInfo.InvariantCulture, out var port)
            ? port
            : null;

    private string Connect(string role)
    {
        var file = _folder.PasswordFile(role);
        if (!File.Exists(file))
        {
            throw new EmbeddedPostgresException(
                $"The password file {file} is gone. Restore it from a backup, or move {_folder.Root} away "
                + "to begin with an empty database.");
        }

        return new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = _port,
            Username = role,
            Password = File.ReadAllText(file),
            Database = role,
            // Loopback only: encryption would cost a round trip at each connection and protect from nobody.
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString;
    }

    /// <summary>
    /// Signs in once: proves that what listens there is our cluster, not somebody else's server on the port.
    /// </summary>
    private async Task ProveAsync(CancellationToken cancellationToken)
    {
        var text = new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString;
        try
        {
            await using var connection = new NpgsqlConnection(text);
            await connection.OpenAsync(cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            throw new EmbeddedPostgresException(
                $"The private PostgreSQL runs on 127.0.0.1:{_port} but does not let us in: {exception.Message} "
                + $"Its log is {_folder.LogFile}; the password is in {_folder.PasswordFile(ClusterInitializer.ProductRole)}.",
                exception);
        }
    }

    /// <summary>
    /// Starts PostgreSQL again when it was killed. The port stays, because it stands in the connection strings of all
    /// members.
    /// </summary>
    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(_options.WatchInterval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_leaving.Token))
            {
                await ReviveIfDeadAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Leaving.
        }
    }

    private async Task ReviveIfDeadAsync()
    {
        try
        {
            if (_postmaster.Look(out _) != PostmasterState.Dead)
            {
                return;
            }

            using var gate = await Membership.EnterGateAsync(_folder, _options.StartTimeout, _time, _leaving.Token);
            if (_postmaster.Look(out _) == PostmasterState.Dead)
            {
                _logger.Died(_folder.Cluster);
                await _postmaster.EnsureRunningAsync(_port, _leaving.Token);
                _restartPause = TimeSpan.Zero;
            }
        }
        catch (Exception exception)
            when (exception is EmbeddedPostgresException or IOException or UnauthorizedAccessException)
        {
            _logger.RestartFailed(exception, _folder.Cluster);
            _restartPause = TimeSpan.FromTicks(Math.Min(
                LongestRestartPause.Ticks, Math.Max(_options.WatchInterval.Ticks, _restartPause.Ticks * 2)));
            await Task.Delay(_restartPause, _time, _leaving.Token);
        }
    }

    private sealed record Start(
        ClusterFolder Folder, EmbeddedPostgresOptions Options, PostgresBinaries Binaries, Postmaster Postmaster,
        TimeProvider Time, ILogger Logger);
}
