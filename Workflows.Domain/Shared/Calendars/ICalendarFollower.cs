namespace Workflows.Domain.Shared.Calendars;

/// <summary>A module whose deadlines depend on calendars.</summary>
public interface ICalendarFollower
{
    /// <summary>Called in the transaction that gave a calendar a new definition.</summary>
    ValueTask<int> CalendarChangedAsync(Guid calendarId, CancellationToken cancellationToken);
}
