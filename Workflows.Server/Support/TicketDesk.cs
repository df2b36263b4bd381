using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.People;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Tickets;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Support;

/// <summary>Reads tickets as the caller may see them, and shows them with the names of their people.</summary>
internal sealed class TicketDesk(IUnitOfWork work, CallContext call)
{
    /// <summary>Whether the caller is a portal contact, who sees own tickets only.</summary>
    public bool IsPortal => call.Actor.IsPortal;

    /// <summary>The caller.</summary>
    public Guid? CallerId => call.Actor.UserId;

    /// <summary>The tickets the caller may see.</summary>
    public async ValueTask<IQueryable<Ticket>> VisibleAsync(CancellationToken cancellationToken)
    {
        var tickets = (await work.BeginAsync(cancellationToken)).Set<Ticket>().AsNoTracking();
        var self = call.Actor.UserId;
        return IsPortal ? tickets.Where(t => t.RequesterId == self) : tickets;
    }

    /// <summary>One ticket, or a 404.</summary>
    public async ValueTask<Ticket> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await (await VisibleAsync(cancellationToken)).FirstOrDefaultAsync(t => t.Id == id, cancellationToken)
        ?? throw new ProblemException(Problem.NotFound("ticket"));

    /// <summary>The ticket with the names of its people.</summary>
    public async ValueTask<TicketView> ShowAsync(Ticket row, CancellationToken cancellationToken) =>
        TicketView.Of(row, await PeopleAsync([row], cancellationToken), IsPortal);

    /// <summary>The people that the tickets name.</summary>
    public async ValueTask<IReadOnlyDictionary<Guid, PersonRef>> PeopleAsync(
        IReadOnlyCollection<Ticket> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(static t => t.RequesterId)
            .Concat(rows.Where(static t => t.AssigneeId is not null).Select(static t => t.AssigneeId!.Value)).Distinct().ToList();
        return await PeopleAsync(ids, cancellationToken);
    }

    /// <summary>The people by id.</summary>
    public async ValueTask<IReadOnlyDictionary<Guid, PersonRef>> PeopleAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        var context = await work.BeginAsync(cancellationToken);
        return await context.Set<User>().Where(u => ids.Contains(u.Id))
            .Select(static u => new PersonRef(u.Id, u.Name, u.Email)).ToDictionaryAsync(static p => p.Id, cancellationToken);
    }
}
