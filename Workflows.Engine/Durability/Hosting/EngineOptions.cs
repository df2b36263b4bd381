using System.ComponentModel.DataAnnotations;

namespace Workflows.Engine.Durability.Hosting;

/// <summary>How much the engine does at once in one process.</summary>
public sealed class EngineOptions
{
    /// <summary>Configuration section these options bind to.</summary>
    public const string Section = "Engine";

    /// <summary>Bursts that run, or wait for their commit, at the same time. Default: 256; 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int MaxConcurrentBursts { get; set; } = 256;

    /// <summary>Bursts of those that may have a transaction, and so a connection, of their own. Default: 32; 1 to 1000.</summary>
    [Range(1, 1000)]
    public int MaxTransactions { get; set; } = 32;

    /// <summary>Group commits that overlap. Default: 2; 1 to 16.</summary>
    [Range(1, 16)]
    public int CommitPumps { get; set; } = 2;

    /// <summary>How long running bursts may take to commit when the server stops. Default: 20 s.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long finished instances are kept. Default: 90 days.</summary>
    public TimeSpan KeepFinished { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long the journal is kept. Default: 90 days.</summary>
    public TimeSpan KeepJournal { get; set; } = TimeSpan.FromDays(90);

    /// <summary>The largest state an instance may have, in bytes. Default: 1 MiB.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int MaxStateBytes { get; set; } = 1024 * 1024;
}
