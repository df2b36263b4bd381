using System.Globalization;

namespace Workflows.Server.Scheduling.Calculating;

/// <summary>Decides what becomes of slots that are due, by the schedule's misfire policy. Pure.</summary>
public static class FiringPlanner
{
    /// <summary>One plan for each slot, in order.</summary>
    /// <param name="slots">The due slots, in order.</param>
    /// <param name="now">The present instant; no slot is later.</param>
    /// <param name="policy">What becomes of missed ones.</param>
    /// <param name="lateAfter">A slot that is older counts as missed.</param>
    public static IReadOnlyList<PlannedFiring> Plan(
        IReadOnlyList<DateTimeOffset> slots, DateTimeOffset now, MisfirePolicy policy, TimeSpan lateAfter)
    {
        ArgumentNullException.ThrowIfNull(slots);
        var missed = slots.Count(slot => now - slot > lateAfter);

        // With one late firing for all, the newest slot is the one whose firing stands for the others.
        var standIn = missed < slots.Count ? missed : missed - 1;
        var plans = new List<PlannedFiring>(slots.Count);
        for (var i = 0; i < slots.Count; i++)
        {
            var slot = slots[i];
            plans.Add((i < missed, policy) switch
            {
                (false, _) => new PlannedFiring(slot, true, null),
                (_, MisfirePolicy.FireAll) => new PlannedFiring(slot, true, Missed(slot, now)),
                (_, MisfirePolicy.Skip) => new PlannedFiring(slot, false, Missed(slot, now)),
                _ when i == standIn => new PlannedFiring(slot, true, Missed(slot, now)),
                _ => new PlannedFiring(
                    slot, false, $"{Missed(slot, now)}; the firing of {Text(slots[standIn])} stands for it"),
            });
        }

        return plans;
    }

    private static string Missed(DateTimeOffset slot, DateTimeOffset now) =>
        $"no server fired it in time; noticed {Span(now - slot)} later";

    private static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays} d {span.Hours} h"),
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h {span.Minutes} min"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalSeconds} s"),
    };
}
