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
        if (Pick(await LoadAsync(cancellationToken), ticket, at) is not { } match)
        {
            return null;
        }

        var calendar = await calendars.FindCurrentAsync(match.CalendarId, cancellationToken);
        return SlaSnapshot.Of(match, ticket.Priority, calendar!.Value.Version);
    }

    /// <summary>The same among policies that are at hand, with the present versions of their calendars.</summary>
    internal static SlaSnapshot? Match(
        IReadOnlyList<SlaPolicy> policies, IReadOnlyDictionary<Guid, int> versions, Ticket ticket, DateTimeOffset at) =>
        Pick(policies, ticket, at) is { } match ? SlaSnapshot.Of(match, ticket.Priority, versions[match.CalendarId]) : null;

    /// <summary>The active policies in the order in which they are tried, the default last.</summary>
    internal static IReadOnlyList<SlaPolicy> InOrder(IEnumerable<SlaPolicy> policies) =>
        [.. policies.OrderBy(static p => p.IsDefault).ThenBy(static p => p.Position).ThenBy(static p => p.Id)];

    /// <summary>The active policies of the tenant, in order.</summary>
    internal async ValueTask<IReadOnlyList<SlaPolicy>> LoadAsync(CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        return InOrder(await context.Set<SlaPolicy>().AsNoTracking().Where(static p => p.Active).ToListAsync(cancellationToken));
    }

    /// <summary>The present version of each calendar.</summary>
    internal async ValueTask<IReadOnlyDictionary<Guid, int>> CalendarVersionsAsync(CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        return await context.Set<Calendar>().Select(static c => new { c.Id, c.Version })
            .ToDictionaryAsync(static c => c.Id, static c => c.Version, cancellationToken);
    }

    private static SlaPolicy? Pick(IReadOnlyList<SlaPolicy> policies, Ticket ticket, DateTimeOffset at) =>
        policies.FirstOrDefault(p => p.Id == ticket.ForcedPolicyId && p.IsEffective(at))
        ?? policies.FirstOrDefault(p => p.IsEffective(at) && (p.IsDefault || p.Conditions.Fit(ticket)));
}
