using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Policies;
using Workflows.Domain.Support.Surveys;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Sla;

/// <summary>Opens the clocks of a locked ticket and closes them again with the summary of the row brought up to date.</summary>
internal sealed class SlaDesk(IUnitOfWork unitOfWork, CalendarCatalog calendars, SlaPolicyMatcher matcher, CallContext call)
{
    /// <summary>The clocks as they are.</summary>
    public async ValueTask<TicketClocks> OpenAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var rows = await context.Set<SlaClock>().Where(c => c.TicketId == ticket.Id)
            .OrderBy(static c => c.Kind).ThenBy(static c => c.Cycle).ToListAsync(cancellationToken);
        var clocks = new TicketClocks(context, calendars, ticket, rows, call.Actor.Name);
        await clocks.LoadCalendarsAsync(cancellationToken);
        return clocks;
    }

    /// <summary>The clocks, started if the process has not come to it yet: a reply may be faster than the process.</summary>
    public async ValueTask<TicketClocks> OpenStartedAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        var clocks = await OpenAsync(ticket, cancellationToken);
        if (ticket.SlaStartedAt is null)
        {
            if (ticket.Promise is null)
            {
                await clocks.PromiseAsync(await matcher.MatchAsync(ticket, ticket.CreatedAt, cancellationToken), "created", ticket.CreatedAt,
                    cancellationToken);
            }

            clocks.Start();
        }

        return clocks;
    }

    /// <summary>Matches the policy anew and applies it to the running clocks.</summary>
    public async ValueTask RematchAsync(TicketClocks clocks, string reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        clocks.Ticket.NeedsRematch = false;
        if (!clocks.Ticket.IsDone)
        {
            await clocks.PromiseAsync(await matcher.MatchAsync(clocks.Ticket, now, cancellationToken), reason, now, cancellationToken);
        }
    }

    /// <summary>What is due now, or when to look again.</summary>
    public async ValueTask<SlaStep> NextAsync(TicketClocks clocks, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ticket = clocks.Ticket;
        var calendar = ticket.Promise is null ? await calendars.GetDefaultAsync(cancellationToken) : clocks.Promised;
        SurveyInvitation? survey = null;
        if (ticket.Status == TicketStatus.Closed)
        {
            var context = await unitOfWork.BeginAsync(cancellationToken);
            survey = context.Set<SurveyInvitation>().Local.FirstOrDefault(s => s.TicketId == ticket.Id && s.Cycle == ticket.ResolvedCount)
                ?? await context.Set<SurveyInvitation>()
                    .SingleOrDefaultAsync(s => s.TicketId == ticket.Id && s.Cycle == ticket.ResolvedCount, cancellationToken);
        }

        return SlaPlanner.Next(clocks.Situation(calendar, survey), now);
    }

    /// <summary>Keeps the ticket's summary columns true after a change.</summary>
    public async ValueTask SummariseAsync(TicketClocks clocks, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var step = await NextAsync(clocks, now, cancellationToken);
        clocks.Summarise(now, step.Kind switch
        {
            SlaStepKind.Wait => step.At,
            SlaStepKind.Ended => null,
            _ => now,
        });
    }
}
