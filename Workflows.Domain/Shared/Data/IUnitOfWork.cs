using Npgsql;

namespace Workflows.Domain.Shared.Data;

/// <summary>
/// The transaction that the current scope writes through. In a request it owns a connection; inside a workflow burst it joins
/// the burst's transaction, and <see cref="CommitAsync"/> then only flushes, because the engine commits.
/// </summary>
public interface IUnitOfWork
{
    /// <summary>The connection; valid after <see cref="BeginAsync"/>.</summary>
    NpgsqlConnection Connection { get; }

    /// <summary>The transaction; valid after <see cref="BeginAsync"/>.</summary>
    NpgsqlTransaction Transaction { get; }

    /// <summary>Begins or joins the transaction (once), sets its tenant, and gives the EF context enlisted in it.</summary>
    ValueTask<DomainDbContext> BeginAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Saves the tracked changes and, where this unit of work owns the transaction, commits it and runs the
    /// <see cref="OnCommitted"/> actions.
    /// </summary>
    ValueTask CommitAsync(CancellationToken cancellationToken);

    /// <summary>Runs <paramref name="action"/> after the transaction has committed (wake-ups). Lost when it rolls back.</summary>
    void OnCommitted(Action action);
}
