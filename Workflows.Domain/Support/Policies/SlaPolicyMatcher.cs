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
        return await MatchAsync(await LoadAsync(cancellationToken), ticket, at, cancellationToken);
    }

    /// <summary>The active policies in the order in which they are tried; for matching many tickets.</summary>
    internal async ValueTask<SlaPolicyBook> LoadAsync(CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        return new SlaPolicyBook(await context.Set<SlaPolicy>().AsNoTracking().Where(static p => p.Active)
            .OrderBy(static p => p.IsDefault).ThenBy(static p => p.Position).ThenBy(static p => p.Id)
            .ToListAsync(cancellationToken));
    }

    /// <summary>What the policies promise to the ticket at the instant. Null: nothing.</summary>
    internal async ValueTask<SlaSnapshot?> MatchAsync(
        SlaPolicyBook book, Ticket ticket, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var match = book.Policies.Find(p => p.Id == ticket.ForcedPolicyId && p.IsEffective(at))
            ?? book.Policies.Find(p => p.IsEffective(at) && (p.IsDefault || p.Conditions.Fit(ticket)));
        if (match is null)
        {
            return null;
        }

        if (!book.CalendarVersions.TryGetValue(match.CalendarId, out var version))
        {
            version = (await calendars.FindCurrentAsync(match.CalendarId, cancellationToken))!.Value.Version;
            book.CalendarVersions[match.CalendarId] = version;
        }

        return SlaSnapshot.Of(match, ticket.Priority, version);
    }
}
