using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.People;
using Workflows.Domain.Support.Policies;
using Workflows.Domain.Support.Sla;
using Workflows.Domain.Support.Surveys;
using Workflows.Domain.Support.Teams;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support;

internal sealed class SupportModel : IModelConfiguration
{
    public void Configure(ModelBuilder model)
    {
        // Values in jsonb columns, not tables that the conventions should look for.
        model.Ignore<SlaSnapshot>().Ignore<SlaConditions>().Ignore<SlaTargets>().Ignore<SlaRules>().Ignore<EscalationLevel>();
        model.Entity<Team>().ToTable("support_teams");
        model.Entity<TeamMember>().ToTable("support_team_members").HasKey(static m => new { m.TeamId, m.UserId });
        model.Entity<Absence>().ToTable("support_absences");

        var policy = model.Entity<SlaPolicy>().ToTable("support_sla_policies");
        policy.Property(static p => p.Conditions).IsJson();
        policy.Property(static p => p.Targets).IsJson();
        policy.Property(static p => p.PauseOn).IsJson();
        policy.Property(static p => p.Warnings).IsJson();
        policy.Property(static p => p.Escalations).IsJson();
        policy.Property(static p => p.Rules).IsJson();
        var version = model.Entity<SlaPolicyVersion>().ToTable("support_sla_policy_versions");
        version.HasKey(static v => new { v.PolicyId, v.Version });
        version.Property(static v => v.Content).HasColumnType("jsonb");

        var ticket = model.Entity<Ticket>().ToTable("support_tickets");
        ticket.Property(static t => t.Promise).IsJson();
        ticket.Property(static t => t.CustomFields).HasColumnType("jsonb");
        ticket.Ignore(static t => t.CorrelationId).Ignore(static t => t.IsDone);

        model.Entity<TicketComment>().ToTable("support_ticket_comments").Property(static c => c.Attachments).HasColumnType("jsonb");
        model.Entity<TicketAssignment>().ToTable("support_ticket_assignments");
        model.Entity<TicketNotice>().ToTable("support_ticket_notices");

        var clock = model.Entity<SlaClock>().ToTable("support_sla_clocks");
        clock.Ignore(static c => c.IsLive).Ignore(static c => c.Remaining).Ignore(static c => c.CycleKey);
        model.Entity<SlaClockLogEntry>().ToTable("support_sla_clock_log").HasKey(static e => new { e.ClockId, e.Sequence });
        model.Entity<SlaEvent>().ToTable("support_sla_events");
        model.Entity<SurveyInvitation>().ToTable("support_survey_invitations");
        OrderInserts(model);
    }

    // Without navigations EF still has to know who refers to whom, to insert in an order that the foreign keys accept.
    private static void OrderInserts(ModelBuilder model)
    {
        model.Entity<CalendarVersion>().HasOne<Calendar>().WithMany().HasForeignKey(static v => v.CalendarId);
        model.Entity<SlaPolicy>().HasOne<Calendar>().WithMany().HasForeignKey(static p => p.CalendarId);
        model.Entity<SlaPolicyVersion>().HasOne<SlaPolicy>().WithMany().HasForeignKey(static v => v.PolicyId);
        model.Entity<Team>().HasOne<User>().WithMany().HasForeignKey(static t => t.LeadId);
        model.Entity<Team>().HasOne<Team>().WithMany().HasForeignKey(static t => t.EscalationTeamId);
        model.Entity<TeamMember>().HasOne<Team>().WithMany().HasForeignKey(static m => m.TeamId);
        model.Entity<TeamMember>().HasOne<User>().WithMany().HasForeignKey(static m => m.UserId);
        model.Entity<Absence>().HasOne<User>().WithMany().HasForeignKey(static a => a.UserId);
        model.Entity<Absence>().HasOne<User>().WithMany().HasForeignKey(static a => a.SubstituteId);
        model.Entity<Ticket>().HasOne<User>().WithMany().HasForeignKey(static t => t.RequesterId);
        model.Entity<Ticket>().HasOne<User>().WithMany().HasForeignKey(static t => t.AssigneeId);
        model.Entity<Ticket>().HasOne<Ticket>().WithMany().HasForeignKey(static t => t.ContinuesId);
        model.Entity<Ticket>().HasOne<Team>().WithMany().HasForeignKey(static t => t.TeamId);
        model.Entity<Ticket>().HasOne<SlaPolicy>().WithMany().HasForeignKey(static t => t.PolicyId);
        model.Entity<TicketComment>().HasOne<Ticket>().WithMany().HasForeignKey(static c => c.TicketId);
        model.Entity<TicketAssignment>().HasOne<Ticket>().WithMany().HasForeignKey(static a => a.TicketId);
        model.Entity<TicketNotice>().HasOne<Ticket>().WithMany().HasForeignKey(static n => n.TicketId);
        model.Entity<SlaClock>().HasOne<Ticket>().WithMany().HasForeignKey(static c => c.TicketId);
        model.Entity<SlaClockLogEntry>().HasOne<SlaClock>().WithMany().HasForeignKey(static e => e.ClockId);
        model.Entity<SlaEvent>().HasOne<SlaClock>().WithMany().HasForeignKey(static e => e.ClockId);
        model.Entity<SurveyInvitation>().HasOne<Ticket>().WithMany().HasForeignKey(static s => s.TicketId);
    }
}
