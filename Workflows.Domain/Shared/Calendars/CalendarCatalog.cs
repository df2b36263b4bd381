using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Shared.Calendars;

/// <summary>Finds the tenant's calendars, ready to compute with.</summary>
public sealed class CalendarCatalog(IUnitOfWork unitOfWork, CalendarCache cache)
{
    /// <summary>
    /// A version of a calendar. No id means around the clock. Throws <see cref="InvalidOperationException"/> when the tenant has no
    /// such version: versions are never deleted while rows refer to them.
    /// </summary>
    public async ValueTask<BusinessCalendar> GetAsync(Guid? id, int version, CancellationToken cancellationToken)
    {
        if (id is not { } calendarId)
        {
            return BusinessCalendar.AlwaysOpen;
        }

        if (cache.Find(calendarId, version) is { } known)
        {
            return known;
        }

        var context = await unitOfWork.BeginAsync(cancellationToken);
        var row = await context.Set<CalendarVersion>().AsNoTracking()
            .SingleOrDefaultAsync(v => v.CalendarId == calendarId && v.Version == version, cancellationToken)
            ?? throw new InvalidOperationException($"Calendar {calendarId} has no version {version}.");
        return cache.Keep(calendarId, version, BusinessCalendar.Create(row.Definition));
    }

    /// <summary>The present version of a calendar. Null when the tenant has no such calendar.</summary>
    public async ValueTask<(int Version, BusinessCalendar Calendar)?> FindCurrentAsync(Guid id, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var version = await context.Set<Calendar>().Where(c => c.Id == id).Select(static c => (int?)c.Version)
            .SingleOrDefaultAsync(cancellationToken);
        return version is { } v ? (v, await GetAsync(id, v, cancellationToken)) : null;
    }

    /// <summary>The tenant's default calendar; around the clock when it has none.</summary>
    public async ValueTask<BusinessCalendar> GetDefaultAsync(CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var row = await context.Set<Calendar>().Where(static c => c.IsDefault).Select(static c => new { c.Id, c.Version })
            .SingleOrDefaultAsync(cancellationToken);
        return row is null ? BusinessCalendar.AlwaysOpen : await GetAsync(row.Id, row.Version, cancellationToken);
    }
}
