using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Shared.Calendars;

internal sealed class CalendarModel : IModelConfiguration
{
    public void Configure(ModelBuilder model)
    {
        // A value in a jsonb column, not a table that the conventions should look for.
        model.Ignore<CalendarDefinition>();
        var calendar = model.Entity<Calendar>().ToTable("business_calendars");
        calendar.Property(static c => c.Definition).IsJson();
        var version = model.Entity<CalendarVersion>().ToTable("business_calendar_versions");
        version.HasKey(static v => new { v.CalendarId, v.Version });
        version.Property(static v => v.Definition).IsJson();
    }
}
