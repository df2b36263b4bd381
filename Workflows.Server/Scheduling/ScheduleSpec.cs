namespace Workflows.Server.Scheduling;

/// <summary>A schedule as its definition or module states it.</summary>
/// <param name="Id">Stable over restarts and versions: <c>definition:activity</c> or <c>job:name</c>.</param>
/// <param name="Target">What it sets going.</param>
/// <param name="Kind">How its instants are told.</param>
/// <param name="Expression">Cron expression, interval (<c>c</c> format), or instant (round-trip format).</param>
/// <param name="Zone">IANA zone that a cron expression is meant in, and in which firings are shown.</param>
/// <param name="Misfire">What becomes of missed firings.</param>
/// <param name="Title">For people.</param>
public sealed record ScheduleSpec(
    string Id, ScheduleTarget Target, ScheduleKind Kind, string Expression, string Zone, MisfirePolicy Misfire, string Title)
{
    /// <summary>The definition; null for jobs.</summary>
    public string? DefinitionId { get; init; }

    /// <summary>The trigger activity; null for jobs.</summary>
    public string? ActivityId { get; init; }

    /// <summary>Keys or ids of the tenants it runs for; null for every active tenant.</summary>
    public IReadOnlyList<string>? Tenants { get; init; }
}
