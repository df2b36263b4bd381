using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.People;
using Workflows.Domain.Support.Mails;
using Workflows.Domain.Support.Policies;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Sla;

/// <summary>Warnings, breaches and escalations.</summary>
public sealed partial class SlaService
{
    private const int LeadFromPercent = 95;

    /// <summary>
    /// Mails a warning: to the assignee, from 95 % also to the lead; without an assignee to the team. Returns false when it was
    /// dealt with before or the clock has stopped meanwhile.
    /// </summary>
    public async ValueTask<bool> WarnAsync(Guid eventId, CancellationToken cancellationToken)
    {
        if (await OpenAlarmAsync(eventId, cancellationToken) is not { } alarm)
        {
            return false;
        }

        var to = new List<User>();
        var assignee = await _staff.Directory.PresentAsync(alarm.Ticket.AssigneeId, alarm.Now, cancellationToken);
        to.AddRange(assignee is not null ? [assignee] : await _staff.Directory.MembersAsync(alarm.Ticket.TeamId, cancellationToken));
        if (alarm.Event.Level >= LeadFromPercent || to.Count == 0)
        {
            to.AddRange(await _staff.Directory.LeadsAsync(alarm.Ticket.TeamId, alarm.Now, cancellationToken));
        }

        await MailAsync(alarm, "warning", to, cancellationToken);
        await HandledAsync(alarm, "notified", cancellationToken);
        return true;
    }

    /// <summary>
    /// Carries out an escalation level: 1, the breach itself, tells assignee and lead; later levels do what the policy says.
    /// </summary>
    public async ValueTask<EscalationOutcome> EscalateAsync(Guid eventId, CancellationToken cancellationToken)
    {
        if (await OpenAlarmAsync(eventId, cancellationToken) is not { } alarm)
        {
            return EscalationOutcome.Notified;
        }

        var level = alarm.Ticket.Promise?.Escalations.FirstOrDefault(l => l.Level == alarm.Event.Level);
        var outcome = EscalationOutcome.Notified;
        switch (alarm.Event.Level == 1 ? EscalationAction.NotifyLead : level?.Action)
        {
            case EscalationAction.Reassign:
                outcome = await ReassignAsync(alarm, level!.TeamId, cancellationToken);
                break;
            case EscalationAction.NotifyManagers:
                await MailAsync(alarm, "escalated", await _staff.Directory.ManagersAsync(cancellationToken), cancellationToken);
                break;
            case EscalationAction.NotifyLead:
                await MailAsync(alarm, alarm.Event.Level == 1 ? "breach" : "escalated", await OwnersAsync(alarm, cancellationToken), cancellationToken);
                break;
        }

        await HandledAsync(alarm, SnakeCaseEnum<EscalationOutcome>.NameOf(outcome), cancellationToken);
        return outcome;
    }

    /// <summary>
    /// Hands a late ticket to the least-loaded present member of the escalation team, with a note inside the ticket. With nobody there
    /// the owner keeps it and the lead is told.
    /// </summary>
    public async ValueTask<EscalationOutcome> ReassignOnBreachAsync(Guid eventId, Guid? teamId, CancellationToken cancellationToken)
    {
        if (await OpenAlarmAsync(eventId, cancellationToken) is not { } alarm)
        {
            return EscalationOutcome.Notified;
        }

        var outcome = await ReassignAsync(alarm, teamId, cancellationToken);
        await HandledAsync(alarm, SnakeCaseEnum<EscalationOutcome>.NameOf(outcome), cancellationToken);
        return outcome;
    }

    private async ValueTask<EscalationOutcome> ReassignAsync(Alarm alarm, Guid? teamId, CancellationToken cancellationToken)
    {
        var ticket = alarm.Ticket;
        var team = await _staff.Directory.FindTeamAsync(ticket.TeamId, cancellationToken);
        var target = teamId ?? team?.EscalationTeamId ?? ticket.TeamId;
        var next = await _staff.Directory.LeastLoadedAsync(target, ticket.AssigneeId, alarm.Now, cancellationToken);
        if (next is null)
        {
            Owe(alarm, NoticeKind.NobodyAvailable, null, ticket.AssigneeId);
            return EscalationOutcome.NobodyAvailable;
        }

        var (oldUser, oldTeam, before) = (ticket.AssigneeId, ticket.TeamId, TicketDriver.Face(ticket));
        (ticket.AssigneeId, ticket.TeamId) = (next.Id, target);
        alarm.Context.Add(new TicketAssignment
        {
            TenantId = ticket.TenantId,
            TicketId = ticket.Id,
            FromUserId = oldUser,
            ToUserId = next.Id,
            FromTeamId = oldTeam,
            ToTeamId = target,
            Reason = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"escalation:{alarm.Event.Level}"),
            ActorName = _staff.Call.Actor.Name,
            At = alarm.Now,
        });
        alarm.Context.Add(new TicketComment
        {
            TenantId = ticket.TenantId,
            TicketId = ticket.Id,
            Author = CommentAuthor.System,
            IsInternal = true,
            Body = $"Reassigned to {next.Name}: the {Words(alarm.Clock)} target was missed.",
            Source = TicketChannel.Api,
            CreatedAt = alarm.Now,
        });
        Owe(alarm, NoticeKind.Escalated, next.Id, oldUser);
        await _staff.Audit.WriteAsync("ticket.reassign", "ticket", ticket.Id, before, TicketDriver.Face(ticket), cancellationToken);
        return EscalationOutcome.Reassigned;
    }

    // An alarm that was noted and whose clock has stopped since is closed without a word: nobody wants an overdue mail for an
    // answered, closed or merged ticket.
    private async ValueTask<Alarm?> OpenAlarmAsync(Guid eventId, CancellationToken cancellationToken)
    {
        var context = await _unitOfWork.BeginAsync(cancellationToken);
        if (await context.FindAsync<SlaEvent>([eventId], cancellationToken) is not { } noted
            || await context.LockAsync(noted.TicketId, cancellationToken) is not { } ticket)
        {
            return null;
        }

        await context.Entry(noted).ReloadAsync(cancellationToken);
        var clock = await context.FindAsync<SlaClock>([noted.ClockId], cancellationToken);
        if (noted.HandledAt is not null || clock is null)
        {
            return null;
        }

        var clocks = await _desk.OpenAsync(ticket, cancellationToken);
        var alarm = new Alarm(context, ticket, noted, clock, clock.Used(clocks.Of(clock), _time.Now()), _time.Now());
        if (clock.State == ClockState.Running || (clock.IsLive && noted.Kind != SlaEventKind.Warning))
        {
            return alarm;
        }

        await HandledAsync(alarm, "outdated", cancellationToken);
        return null;
    }

    private async ValueTask<IReadOnlyList<User>> OwnersAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        var to = new List<User>();
        if (await _staff.Directory.PresentAsync(alarm.Ticket.AssigneeId, alarm.Now, cancellationToken) is { } assignee)
        {
            to.Add(assignee);
        }
        else if (alarm.Ticket.AssigneeId is null)
        {
            to.AddRange(await _staff.Directory.MembersAsync(alarm.Ticket.TeamId, cancellationToken));
        }

        to.AddRange(await _staff.Directory.LeadsAsync(alarm.Ticket.TeamId, alarm.Now, cancellationToken));
        return to;
    }

    private async ValueTask MailAsync(Alarm alarm, string template, IReadOnlyList<User> to, CancellationToken cancellationToken) =>
        await _staff.Mailer.SendAsync(
            new TicketMail(template, alarm.Ticket, alarm.Event.Key, to)
            {
                InWorkingHours = true,
                More = new Dictionary<string, object?>
                {
                    ["clock"] = Words(alarm.Clock),
                    ["level"] = alarm.Event.Level,
                    ["target"] = Duration(alarm.Clock.Target),
                    ["used"] = Duration(alarm.Used),
                    ["over_by"] = Duration(alarm.Used - alarm.Clock.Target),
                    ["left"] = Duration(alarm.Clock.Target - alarm.Used),
                    ["due"] = alarm.Clock.DueAt,
                },
            },
            cancellationToken);

    private async ValueTask HandledAsync(Alarm alarm, string outcome, CancellationToken cancellationToken)
    {
        (alarm.Event.HandledAt, alarm.Event.Outcome) = (alarm.Now, outcome);
        await _unitOfWork.CommitAsync(cancellationToken);
    }

    private static void Owe(Alarm alarm, NoticeKind kind, Guid? userId, Guid? otherUserId) => alarm.Context.Add(new TicketNotice
    {
        TenantId = alarm.Ticket.TenantId,
        TicketId = alarm.Ticket.Id,
        Kind = kind,
        UserId = userId,
        OtherUserId = otherUserId,
        CreatedAt = alarm.Now,
    });

    private static string Words(SlaClock clock) => SnakeCaseEnum<ClockKind>.NameOf(clock.Kind).Replace('_', ' ');

    // Seconds matter only where the promise is a matter of minutes.
    private static string Duration(TimeSpan time) => time < TimeSpan.FromSeconds(1) ? "0 min"
        : time.TotalMinutes < 1 ? $"{time.Seconds} s"
        : time.TotalMinutes < 10 && time.Seconds > 0 ? $"{time.Minutes} min {time.Seconds} s"
        : time.TotalHours < 1 ? $"{time.Minutes} min"
        : $"{(int)time.TotalHours} h {time.Minutes} min";

    private sealed record Alarm(
        DomainDbContext Context, Ticket Ticket, SlaEvent Event, SlaClock Clock, TimeSpan Used, DateTimeOffset Now);
}
