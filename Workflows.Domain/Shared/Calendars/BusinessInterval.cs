namespace Workflows.Domain.Shared.Calendars;

/// <summary>A stretch of open time.</summary>
/// <param name="Start">First open instant, UTC.</param>
/// <param name="End">First closed instant, UTC.</param>
public readonly record struct BusinessInterval(DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>How long it lasts.</summary>
    public TimeSpan Duration => End - Start;
}
