using System.Collections.Concurrent;

namespace Workflows.Domain.Shared.Calendars;

/// <summary>
/// Computed calendars by id and version, for the whole process. A version never changes, so an entry is never wrong; ids are unique
/// over all tenants, and whoever asks has read the id from a row of its own tenant.
/// </summary>
public sealed class CalendarCache
{
    private const int MostEntries = 10_000;

    private readonly ConcurrentDictionary<(Guid Id, int Version), BusinessCalendar> _calendars = new();

    /// <summary>The cached calendar, or null.</summary>
    public BusinessCalendar? Find(Guid id, int version) => _calendars.GetValueOrDefault((id, version));

    /// <summary>Keeps a calendar; the first one stays.</summary>
    public BusinessCalendar Keep(Guid id, int version, BusinessCalendar calendar)
    {
        // Old versions pile up over months; starting anew costs one read each.
        if (_calendars.Count >= MostEntries)
        {
            _calendars.Clear();
        }

        return _calendars.GetOrAdd((id, version), calendar);
    }
}
