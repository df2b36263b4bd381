namespace Workflows.Domain.Support;

/// <summary>Instants as PostgreSQL keeps them, so that a value read back equals the value computed with.</summary>
internal static class Instants
{
    /// <summary>The present time, cut to microseconds.</summary>
    public static DateTimeOffset Now(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
