using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Messages;
using Workflows.Domain.Shared.People;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Mails;
using Workflows.Domain.Support.Teams;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Sla;

/// <summary>The managers' daily list of late tickets, instead of a mail for each ticket and day.</summary>
public sealed class BreachDigest
{
    private const int MostTickets = 100;

    private readonly IUnitOfWork _unitOfWork;
    private readonly StaffDirectory _staff;
    private readonly IMailQueue _queue;
    private readonly TimeProvider _time;
    private readonly TicketMailer _mailer;
    private readonly SupportOptions _options;

    internal BreachDigest(
        IUnitOfWork unitOfWork, StaffDirectory staff, IMailQueue queue, TimeProvider time, TicketMailer mailer, IOptions<SupportOptions> options) =>
        (_unitOfWork, _staff, _queue, _time, _mailer, _options) = (unitOfWork, staff, queue, time, mailer, options.Value);

    /// <summary>
    /// Mails the digest to each manager of the tenant whose working day has begun: once a local date, not before
    /// <see cref="SupportOptions.DigestAt"/>, not on days off, and only what was late when the day began. Meant to be called every few
    /// minutes; a later call of the date sends nothing. Gives how many mails were queued.
    /// </summary>
    public async ValueTask<int> SendAsync(CancellationToken cancellationToken)
    {
        var context = await _unitOfWork.BeginAsync(cancellationToken);
        var tenant = await context.Set<Tenant>().AsNoTracking().SingleAsync(t => t.Id == context.TenantId, cancellationToken);
        var late = await LateAsync(context, cancellationToken);
        var queued = 0;
        foreach (var manager in late.Count == 0 ? [] : await _staff.ManagersAsync(cancellationToken))
        {
            if (await DayAsync(manager, tenant, cancellationToken) is { } day && late.Exists(l => l.Since < day.Begins)
                && !await IsSentAsync(context, Key(manager, day), cancellationToken))
            {
                queued += await SendAsync(manager, day, tenant, late.FindAll(l => l.Since < day.Begins), cancellationToken);
            }
        }

        await _unitOfWork.CommitAsync(cancellationToken);
        return queued;
    }

    private static string Key(User manager, Day day) => $"sla-digest:{day.Date:yyyy-MM-dd}:{manager.Id}";

    private static Task<bool> IsSentAsync(DomainDbContext context, string key, CancellationToken cancellationToken) =>
        context.Set<MessageLog>().AnyAsync(m => m.DedupeKey == key, cancellationToken);

    private static async ValueTask<List<Late>> LateAsync(DomainDbContext context, CancellationToken cancellationToken)
    {
        var rows = await (
            from clock in context.Set<SlaClock>()
            join ticket in context.Set<Ticket>() on clock.TicketId equals ticket.Id
            where clock.BreachedAt != null && clock.EndedAt == null
            orderby clock.BreachedAt
            select new
            {
                ticket.Id,
                ticket.Number,
                ticket.Subject,
                clock.Kind,
                clock.BreachedAt,
                Assignee = context.Set<User>().Where(u => u.Id == ticket.AssigneeId).Select(static u => u.Name).FirstOrDefault(),
            }).ToListAsync(cancellationToken);
        return [.. rows.GroupBy(static r => r.Id).Select(static g => new Late(
            g.Key, g.First().Number, g.First().Subject, g.First().Assignee, g.First().BreachedAt!.Value,
            string.Join(", ", g.Select(static r => SnakeCaseEnum<ClockKind>.NameOf(r.Kind).Replace('_', ' ')))))];
    }

    // The manager's present day in the zone of their working hours. Null: it has not begun, or is a day off.
    private async ValueTask<Day?> DayAsync(User manager, Tenant tenant, CancellationToken cancellationToken)
    {
        var hours = await _mailer.HoursAsync(manager, null, cancellationToken);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(
            ReferenceEquals(hours, BusinessCalendar.AlwaysOpen) ? tenant.Zone : hours.Definition.Zone);
        var now = _time.Now();
        var date = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var at = date.ToDateTime(_options.DigestAt);

        // A wall-clock time that a change of the clocks skips counts as the instant of the change.
        var earliest = new DateTimeOffset(at, zone.IsInvalidTime(at) ? zone.GetUtcOffset(at.AddHours(-1)) : zone.GetUtcOffset(at));
        var begins = hours.NextOpening(earliest.ToUniversalTime());
        return begins <= now && DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(begins, zone).DateTime) == date ? new Day(date, begins, zone) : null;
    }

    private async ValueTask<int> SendAsync(User manager, Day day, Tenant tenant, List<Late> late, CancellationToken cancellationToken)
    {
        var result = await _queue.EnqueueAsync(
            new TemplatedMail
            {
                TemplateKey = "support/breach-digest",
                To = manager.Email,
                ToName = manager.Name,
                Model = new Dictionary<string, object?>
                {
                    ["firm"] = tenant.Name,
                    ["recipient"] = TicketMailer.Person(manager),
                    ["date"] = day.Date.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture),
                    ["count"] = late.Count,
                    ["more"] = Math.Max(0, late.Count - MostTickets),
                    ["all_url"] = _mailer.Link("/tickets?sla_state=breached"),
                    ["tickets"] = late.Take(MostTickets).Select(l => new Dictionary<string, object?>
                    {
                        ["number"] = l.Number,
                        ["subject"] = l.Subject,
                        ["clock"] = l.Clocks,
                        ["assignee"] = l.Assignee,
                        ["since"] = TimeZoneInfo.ConvertTime(l.Since, day.Zone).ToString("ddd d MMM HH:mm", CultureInfo.InvariantCulture),
                        ["url"] = _mailer.Link($"/tickets/{l.TicketId}"),
                    }).ToList(),
                },
                DedupeKey = Key(manager, day),
            },
            cancellationToken);
        return result.Outcome == MailQueueOutcome.Queued ? 1 : 0;
    }

    private sealed record Day(DateOnly Date, DateTimeOffset Begins, TimeZoneInfo Zone);

    private sealed record Late(Guid TicketId, long Number, string Subject, string? Assignee, DateTimeOffset Since, string Clocks);
}
