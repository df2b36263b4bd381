using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Messages;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Mails;
using Workflows.Domain.Support.Teams;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Sla;

/// <summary>The managers' daily list of late tickets, instead of a mail for each ticket and day.</summary>
public sealed class BreachDigest
{
    private const int MostTickets = 200;

    private readonly IUnitOfWork _unitOfWork;
    private readonly StaffDirectory _staff;
    private readonly IMailQueue _queue;
    private readonly TimeProvider _time;
    private readonly TicketMailer _mailer;

    internal BreachDigest(IUnitOfWork unitOfWork, StaffDirectory staff, IMailQueue queue, TimeProvider time, TicketMailer mailer) =>
        (_unitOfWork, _staff, _queue, _time, _mailer) = (unitOfWork, staff, queue, time, mailer);

    /// <summary>
    /// Mails the digest of the tenant's present date to its managers; the second call of a date sends nothing. Gives how many mails
    /// were queued: none when no ticket is late.
    /// </summary>
    public async ValueTask<int> SendAsync(CancellationToken cancellationToken)
    {
        var context = await _unitOfWork.BeginAsync(cancellationToken);
        var tenant = await context.Set<Tenant>().AsNoTracking().SingleAsync(t => t.Id == context.TenantId, cancellationToken);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeBySystemTimeZoneId(_time.Now(), tenant.Zone).DateTime);
        var late = await (
            from clock in context.Set<SlaClock>()
            join ticket in context.Set<Ticket>() on clock.TicketId equals ticket.Id
            where clock.BreachedAt != null && clock.EndedAt == null
            orderby clock.BreachedAt
            select new { ticket.Number, ticket.Subject, ticket.Id, clock.Kind, clock.BreachedAt }).Take(MostTickets).ToListAsync(cancellationToken);
        var queued = 0;
        foreach (var manager in late.Count == 0 ? [] : await _staff.ManagersAsync(cancellationToken))
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
                        ["recipient"] = new Dictionary<string, object?> { ["name"] = manager.Name, ["first_name"] = manager.Name.Split(' ', 2)[0] },
                        ["date"] = today.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture),
                        ["count"] = late.Count,
                        ["tickets"] = late.ConvertAll(t => new Dictionary<string, object?>
                        {
                            ["number"] = t.Number,
                            ["subject"] = t.Subject,
                            ["clock"] = SnakeCaseEnum<ClockKind>.NameOf(t.Kind).Replace('_', ' '),
                            ["since"] = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(t.BreachedAt!.Value, tenant.Zone)
                                .ToString("ddd d MMM HH:mm", CultureInfo.InvariantCulture),
                            ["url"] = _mailer.Link($"/tickets/{t.Id}"),
                        }),
                    },
                    DedupeKey = $"sla-digest:{today:yyyy-MM-dd}:{manager.Id}",
                },
                cancellationToken);
            queued += result.Outcome == MailQueueOutcome.Queued ? 1 : 0;
        }

        await _unitOfWork.CommitAsync(cancellationToken);
        return queued;
    }
}
