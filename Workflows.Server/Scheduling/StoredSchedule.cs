namespace Workflows.Server.Scheduling;

/// <summary>A schedule with its history, as the database has it.</summary>
/// <param name="Spec">What it is.</param>
/// <param name="Anchor">Where counting of intervals begins.</param>
/// <param name="SettledUntil">Every slot up to and including this instant is in the ledger.</param>
/// <param name="Active">False: withdrawn.</param>
/// <param name="SeenAt">When a server last had it among its definitions.</param>
public sealed record StoredSchedule(
    ScheduleSpec Spec, DateTimeOffset Anchor, DateTimeOffset SettledUntil, bool Active, DateTimeOffset SeenAt)
{
    /// <summary>Slot of the last firing; null when it never fired.</summary>
    public DateTimeOffset? LastDueAt { get; init; }

    /// <summary>When the last firing began.</summary>
    public DateTimeOffset? LastFiredAt { get; init; }

    /// <summary>When the last firing ended.</summary>
    public DateTimeOffset? LastFinishedAt { get; init; }

    /// <summary>What became of it.</summary>
    public FiringStatus? LastStatus { get; init; }

    /// <summary>Why, or what it did.</summary>
    public string? LastReason { get; init; }

    /// <summary>Failures since the last success.</summary>
    public int ConsecutiveFailures { get; init; }
}
