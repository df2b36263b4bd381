using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Support.Sla;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Policies;

/// <summary>Finds the policy of a ticket: the one chosen by hand, else the first that fits, else the default.</summary>
public sealed class SlaPolicyMatcher(IUnitOfWork unitOfWork, CalendarCatalog calendars)
{
    /// <summary>What is promised to the ticket at the instant. Null: nothing.</summary>
    public async ValueTask<SlaSnapshot?> MatchAsync(Ticket ticket, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var policies = await context.Set<SlaPolicy>().AsNoTracking().Where(static p => p.Active)
            .OrderBy(static p => p.IsDefault).ThenBy(static p => p.Position).ThenBy(static p => p.Id)
            .ToListAsync(cancellationToken);
        var match = policies.Find(p => p.Id == ticket.ForcedPolicyId && p.IsEffective(at))
            ?? policies.Find(p => p.IsEffective(at) && (p.IsDefault || p.Conditions.Fit(ticket)));
        if (match is null)
        {
            return null;
        }

        var calendar = await calendars.FindCurrentAsync(match.CalendarId, cancellationToken);
        return SlaSnapshot.Of(match, ticket.Priority, calendar!.Value.Version);
    }
}
