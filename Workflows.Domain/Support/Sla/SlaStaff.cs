using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Mails;
using Workflows.Domain.Support.Surveys;
using Workflows.Domain.Support.Teams;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Sla;

/// <summary>Those whom the process's steps turn to: people, mail, the audit trail and the commands.</summary>
internal sealed record SlaStaff(
    StaffDirectory Directory, TicketMailer Mailer, IAuditTrail Audit, CallContext Call, TicketService Tickets, CalendarCatalog Calendars,
    SurveyService Surveys);
