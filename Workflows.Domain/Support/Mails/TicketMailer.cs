using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Messages;
using Workflows.Domain.Shared.People;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Sla;
using Workflows.Domain.Support.Teams;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Mails;

/// <summary>Builds the models of the process's mails and queues them, one for each recipient.</summary>
internal sealed class TicketMailer(
    IUnitOfWork unitOfWork, IMailQueue queue, CalendarCatalog calendars, StaffDirectory staff, TimeProvider time, IOptions<SupportOptions> options)
{
    /// <summary>Queues the mail. Gives what became of it for each recipient; none for nobody.</summary>
    public async ValueTask<IReadOnlyList<MailQueueOutcome>> SendAsync(TicketMail mail, CancellationToken cancellationToken)
    {
        var model = await ModelAsync(mail, cancellationToken);
        var outcomes = new List<MailQueueOutcome>();
        foreach (var user in mail.To.Where(static u => u.Active).DistinctBy(static u => u.Id))
        {
            var result = await queue.EnqueueAsync(
                new TemplatedMail
                {
                    TemplateKey = $"support/{mail.Template}",
                    To = user.Email,
                    ToName = user.Name,
                    Model = new Dictionary<string, object?>(model) { ["recipient"] = Person(user) },
                    DedupeKey = $"{mail.Key}:{user.Id}",
                    Priority = mail.Ticket.Priority == TicketPriority.Urgent ? 2 : 5,
                    RelatedTo = $"ticket:{mail.Ticket.Id}",
                    WorkflowInstanceId = mail.Ticket.WorkflowInstanceId,
                    NotBefore = mail.InWorkingHours && mail.Ticket.Priority != TicketPriority.Urgent
                        ? await OpeningAsync(user, mail.Ticket, cancellationToken)
                        : null,
                },
                cancellationToken);
            outcomes.Add(result.Outcome);
        }

        return outcomes;
    }

    /// <summary>A page of the product, for mails.</summary>
    public string Link(string path) => new Uri(options.Value.FrontendUrl, path).ToString();

    /// <summary>The recipient's working hours: their own, else those of the promise, else the tenant's.</summary>
    public async ValueTask<BusinessCalendar> HoursAsync(User user, SlaSnapshot? promise, CancellationToken cancellationToken)
    {
        var own = user.CalendarId is { } id ? await calendars.FindCurrentAsync(id, cancellationToken) : null;
        return own?.Calendar ?? (promise is not null
            ? await calendars.GetAsync(promise.CalendarId, promise.CalendarVersion, cancellationToken)
            : await calendars.GetDefaultAsync(cancellationToken));
    }

    /// <summary>Somebody, as templates see them.</summary>
    public static Dictionary<string, object?> Person(User user) => new()
    {
        ["name"] = user.Name,
        ["first_name"] = user.Name.Split(' ', 2)[0],
        ["email"] = user.Email,
    };

    private async ValueTask<Dictionary<string, object?>> ModelAsync(TicketMail mail, CancellationToken cancellationToken)
    {
        var ticket = mail.Ticket;
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var tenant = await context.Set<Tenant>().AsNoTracking().SingleAsync(t => t.Id == ticket.TenantId, cancellationToken);
        var requester = await staff.FindAsync(ticket.RequesterId, cancellationToken);
        var assignee = await staff.FindAsync(ticket.AssigneeId, cancellationToken);
        var model = new Dictionary<string, object?>
        {
            ["firm"] = tenant.Name,
            ["ticket"] = new Dictionary<string, object?>
            {
                ["id"] = ticket.Id.ToString(),
                ["number"] = ticket.Number,
                ["subject"] = ticket.Subject,
                ["description"] = ticket.Description,
                ["status"] = Words(SnakeCaseEnum<TicketStatus>.NameOf(ticket.Status)),
                ["priority"] = Words(SnakeCaseEnum<TicketPriority>.NameOf(ticket.Priority)),
                ["resolution"] = ticket.Resolution,
                ["due"] = Local(ticket.DueAt, tenant.Zone),
                ["staff_url"] = Link($"/tickets/{ticket.Id}"),
                ["portal_url"] = Link($"/tickets/{ticket.Id}"),
                ["reopen_url"] = Link($"/portal/tickets/{ticket.Id}?action=reopen"),
            },
            ["requester"] = requester is null ? null : Person(requester),
            ["assignee"] = assignee is null ? null : Person(assignee),
        };
        foreach (var (name, value) in mail.More)
        {
            model[name] = value is DateTimeOffset instant ? Local(instant, tenant.Zone) : value;
        }

        return model;
    }

    private async ValueTask<DateTimeOffset?> OpeningAsync(User user, Ticket ticket, CancellationToken cancellationToken)
    {
        var calendar = await HoursAsync(user, ticket.Promise, cancellationToken);
        var now = time.Now();
        var opening = calendar.NextOpening(now);
        return opening > now ? opening : null;
    }

    private static string Words(string name) => name.Replace('_', ' ');

    // Mails are read by people: the tenant's wall time, with the zone named once in the text.
    private static Dictionary<string, object?>? Local(DateTimeOffset? instant, string zone) => instant is { } at
        ? new Dictionary<string, object?>
        {
            ["time"] = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(at, zone)
                .ToString("ddd d MMM yyyy HH:mm", System.Globalization.CultureInfo.InvariantCulture),
            ["zone"] = zone,
        }
        : null;
}
