using System.Globalization;

namespace Workflows.Server.Scheduling.Calculating;

/// <summary>A slot as people read it.</summary>
/// <param name="Utc">The instant.</param>
/// <param name="Local">Wall time in the schedule's zone, e.g. <c>2026-03-29T02:00:00</c>.</param>
/// <param name="Offset">Offset of the zone at that instant, e.g. <c>+01:00</c>.</param>
/// <param name="ClockChange">Whether the zone's clock is changed between the slot before (or now) and this one.</param>
public sealed record UpcomingFiring(DateTimeOffset Utc, string Local, string Offset, bool ClockChange)
{
    internal static UpcomingFiring Of(DateTimeOffset slot, DateTimeOffset before, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(slot, zone);
        return new UpcomingFiring(
            slot.ToUniversalTime(),
            local.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
            local.ToString("zzz", CultureInfo.InvariantCulture),
            zone.GetUtcOffset(before) != local.Offset);
    }
}
