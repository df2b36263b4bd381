using Microsoft.Extensions.Logging;

namespace Workflows.PostgreSql.Embedded;

internal static partial class EmbeddedPostgresLog
{
    [LoggerMessage(7001, LogLevel.Information, "Creating a private PostgreSQL {Version} cluster in {Cluster}")]
    public static partial void Initializing(this ILogger logger, string version, string cluster);

    [LoggerMessage(7002, LogLevel.Information,
        "Private PostgreSQL {Version} listens on 127.0.0.1:{Port}, data in {Cluster}")]
    public static partial void Started(this ILogger logger, string version, int port, string cluster);

    [LoggerMessage(7003, LogLevel.Information, "Joined the private PostgreSQL on 127.0.0.1:{Port}, data in {Cluster}")]
    public static partial void Joined(this ILogger logger, int port, string cluster);

    [LoggerMessage(7004, LogLevel.Information, "Stopped the private PostgreSQL in {Cluster}")]
    public static partial void Stopped(this ILogger logger, string cluster);

    [LoggerMessage(7005, LogLevel.Warning, "Stopping the private PostgreSQL ({Mode}) failed: {Output}")]
    public static partial void StopFailed(this ILogger logger, string mode, string output);

    [LoggerMessage(7006, LogLevel.Warning,
        "{Near} is not reachable for user {User}, as whom PostgreSQL runs because this process is root; "
        + "its cluster is in {Root}")]
    public static partial void ClusterElsewhere(this ILogger logger, string near, string user, string root);

    [LoggerMessage(7007, LogLevel.Warning, "{File} is stale: process {Pid} is not PostgreSQL")]
    public static partial void StalePid(this ILogger logger, string file, int pid);

    [LoggerMessage(7008, LogLevel.Warning, "The private PostgreSQL in {Cluster} died; starting it again")]
    public static partial void Died(this ILogger logger, string cluster);

    [LoggerMessage(7009, LogLevel.Error,
        "The private PostgreSQL in {Cluster} could not be started again; next attempt follows")]
    public static partial void RestartFailed(this ILogger logger, Exception exception, string cluster);

    [LoggerMessage(7011, LogLevel.Debug, "{Draft} cannot be removed yet: {Reason}")]
    public static partial void DraftRemains(this ILogger logger, string draft, string reason);

    [LoggerMessage(7010, LogLevel.Warning, "Leaving the private PostgreSQL in {Cluster} running: {Reason}")]
    public static partial void LeftRunning(this ILogger logger, string cluster, string reason);
}
