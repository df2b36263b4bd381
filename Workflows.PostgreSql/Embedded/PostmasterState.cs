namespace Workflows.PostgreSql.Embedded;

/// <summary>What the private PostgreSQL is doing.</summary>
internal enum PostmasterState
{
    /// <summary>No process; a stale pid file may lie about.</summary>
    Dead,

    /// <summary>A process that does not answer yet, or no longer.</summary>
    Busy,

    /// <summary>A process that accepts connections.</summary>
    Ready,
}
