using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Tenancy;

namespace Workflows.Domain.Shared.Calendars;

/// <summary>Keeps the calendars of a tenant. Every change of a definition makes a version.</summary>
/// <param name="unitOfWork">The transaction.</param>
/// <param name="call">Who acts.</param>
/// <param name="audit">The audit trail.</param>
/// <param name="time">The clock.</param>
/// <param name="followers">Modules that recalculate when a definition changes.</param>
public sealed class CalendarService(
    IUnitOfWork unitOfWork, CallContext call, IAuditTrail audit, TimeProvider time, IEnumerable<ICalendarFollower> followers)
{
    /// <summary>Adds a calendar.</summary>
    public async ValueTask<CalendarOutcome> CreateAsync(
        string name, CalendarDefinition definition, bool isDefault, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var calendar = new Calendar { TenantId = call.TenantId, Name = name.Trim(), Definition = definition, IsDefault = isDefault };
        if (await CheckAsync(context, calendar, cancellationToken) is { } refused)
        {
            return refused;
        }

        context.Add(calendar);
        Keep(context, calendar);
        await audit.WriteAsync("calendar.create", "calendar", calendar.Id, null, Face(calendar), cancellationToken);
        await unitOfWork.CommitAsync(cancellationToken);
        return new CalendarOutcome.Done(calendar);
    }

    /// <summary>Changes a calendar; a new definition makes a version, and whoever counts in it recalculates.</summary>
    public async ValueTask<CalendarOutcome> UpdateAsync(
        Guid id, string name, CalendarDefinition definition, bool isDefault, uint? version, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var calendar = await context.Set<Calendar>()
            .FromSql($"select c.*, c.xmin from business_calendars c where c.id = {id} for update").SingleOrDefaultAsync(cancellationToken);
        if (calendar is null)
        {
            return new CalendarOutcome.NotFound();
        }

        if (version is { } expected && expected != calendar.RowVersion)
        {
            return new CalendarOutcome.Stale();
        }

        var before = Face(calendar);
        var redefined = JsonSerializer.Serialize(calendar.Definition, JsonColumns.Options) != JsonSerializer.Serialize(definition, JsonColumns.Options);
        (calendar.Name, calendar.Definition, calendar.IsDefault) = (name.Trim(), definition, isDefault);
        if (await CheckAsync(context, calendar, cancellationToken) is { } refused)
        {
            context.ChangeTracker.Clear();
            return refused;
        }

        if (redefined)
        {
            calendar.Version++;
            Keep(context, calendar);
        }

        await audit.WriteAsync("calendar.update", "calendar", id, before, Face(calendar), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        if (redefined)
        {
            foreach (var follower in followers)
            {
                await follower.CalendarChangedAsync(id, cancellationToken);
            }
        }

        await unitOfWork.CommitAsync(cancellationToken);
        return new CalendarOutcome.Done(calendar);
    }

    private static object Face(Calendar calendar) => new { calendar.Name, calendar.IsDefault, calendar.Version, calendar.Definition };

    private void Keep(DomainDbContext context, Calendar calendar) => context.Add(new CalendarVersion
    {
        TenantId = calendar.TenantId,
        CalendarId = calendar.Id,
        Version = calendar.Version,
        Definition = calendar.Definition,
        CreatedAt = time.GetUtcNow(),
    });

    private async ValueTask<CalendarOutcome?> CheckAsync(DomainDbContext context, Calendar calendar, CancellationToken cancellationToken)
    {
        if (!call.Actor.IsManager)
        {
            return new CalendarOutcome.Forbidden();
        }

        var errors = CalendarValidator.Check(calendar.Definition)
            .GroupBy(static p => p.Path).ToDictionary(static g => g.Key, static g => g.Select(static p => p.Message).ToArray());
        if (calendar.Name.Length is 0 or > 100)
        {
            errors["name"] = ["Give a name of up to 100 characters."];
        }

        if (errors.Count > 0)
        {
            return new CalendarOutcome.Invalid(errors);
        }

        var name = calendar.Name.ToLowerInvariant();
#pragma warning disable CA1862, CA1311, CA1304, MA0011 // Translated to lower(name), which the unique index is on; no culture takes part.
        if (await context.Set<Calendar>().AnyAsync(c => c.Id != calendar.Id && c.Name.ToLower() == name, cancellationToken))
#pragma warning restore CA1862, CA1311, CA1304, MA0011
        {
            return new CalendarOutcome.Conflict("duplicate_name", "Another calendar has this name.");
        }

        return calendar.IsDefault && await context.Set<Calendar>().AnyAsync(c => c.Id != calendar.Id && c.IsDefault, cancellationToken)
            ? new CalendarOutcome.Conflict("second_default", "Another calendar is the default.")
            : null;
    }
}
