using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Reports;

/// <summary>Which promises a report counts.</summary>
/// <param name="From">Kept or broken at this instant or later.</param>
/// <param name="To">Kept or broken before this instant.</param>
/// <param name="TeamId">The team that had the ticket then. Null: any.</param>
/// <param name="AgentId">Who had the ticket then. Null: anybody.</param>
/// <param name="Priority">The ticket's priority. Null: any.</param>
/// <param name="PolicyId">The ticket's policy. Null: any.</param>
public sealed record SlaReportFilter(
    DateTimeOffset? From, DateTimeOffset? To, Guid? TeamId, Guid? AgentId, TicketPriority? Priority, Guid? PolicyId);
