using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Support.Tickets;

/// <summary>Reads of ticket rows that commands build on.</summary>
internal static class TicketRows
{
    /// <summary>The row, locked until the transaction ends: commands and process steps on one ticket take turns.</summary>
    public static Task<Ticket?> LockAsync(this DomainDbContext context, Guid ticketId, CancellationToken cancellationToken) =>
        context.Set<Ticket>()
            .FromSql($"select t.*, t.xmin from support_tickets t where t.id = {ticketId} for update")
            .SingleOrDefaultAsync(cancellationToken);

    /// <summary>The next number of the tenant. Numbers of transactions that fail are used again.</summary>
    public static async Task<long> NextNumberAsync(this DomainDbContext context, CancellationToken cancellationToken)
    {
        var numbers = await context.Database.SqlQuery<long>($"""
            insert into support_ticket_numbers (tenant_id, last) values ({context.TenantId}, 1)
            on conflict (tenant_id) do update set last = support_ticket_numbers.last + 1
            returning last as "Value"
            """).ToListAsync(cancellationToken);
        return numbers[0];
    }
}
