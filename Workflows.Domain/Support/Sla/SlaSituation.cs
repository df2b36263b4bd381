using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Support.Policies;
using Workflows.Domain.Support.Surveys;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Sla;

/// <summary>Everything that decides a ticket's next step, read at one instant.</summary>
/// <param name="Ticket">The row.</param>
/// <param name="Clocks">Its clocks, with the calendar of each.</param>
/// <param name="Calendar">Calendar of nudges, closing and survey.</param>
/// <param name="Survey">Invitation of the present resolution cycle. Null: not decided yet.</param>
internal sealed record SlaSituation(
    Ticket Ticket,
    IReadOnlyList<(SlaClock Clock, BusinessCalendar Calendar)> Clocks,
    BusinessCalendar Calendar,
    SurveyInvitation? Survey)
{
    public SlaRules Rules => Ticket.Promise?.Rules ?? SlaRules.Default;

    public IReadOnlyList<int> Warnings => Ticket.Promise?.Warnings ?? [];

    public IReadOnlyList<EscalationLevel> Escalations => Ticket.Promise?.Escalations ?? [];
}
