namespace Workflows.Domain.Shared.Audit;

/// <summary>Writes audit rows (C-AUD) in the current unit of work's transaction.</summary>
public interface IAuditTrail
{
    /// <summary>
    /// Notes one change; the row is stored with the next save of the unit of work. Actor, tenant, request and address come from
    /// the scope's call context.
    /// </summary>
    /// <param name="action">What was done, e.g. <c>ticket.assign</c>.</param>
    /// <param name="entity">Kind of the row, e.g. <c>ticket</c>.</param>
    /// <param name="entityId">The row.</param>
    /// <param name="before">The row (or the changed members) before; serialised at once. Null: it did not exist.</param>
    /// <param name="after">The same after. Null: it is gone.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    ValueTask WriteAsync(
        string action, string entity, Guid entityId, object? before, object? after, CancellationToken cancellationToken);
}
