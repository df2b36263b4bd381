namespace Workflows.Domain.Shared.Messages;

/// <summary>Reads the tenant's message log, and lets an operator decide about mails that did not leave.</summary>
public interface IMessageLogs
{
    /// <summary>Orderings that <see cref="ListAsync"/> takes; a leading minus reverses.</summary>
    static IReadOnlyList<string> Orderings { get; } =
        ["-created_at", "created_at", "-sent_at", "sent_at", "status", "-status", "to", "-to"];

    /// <summary>A page of the log.</summary>
    /// <param name="filter">Which mails.</param>
    /// <param name="ordering">One of <see cref="Orderings"/>; null for newest first. Ties go by id.</param>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The ordering is not known.</exception>
    ValueTask<MessagePage> ListAsync(
        MessageFilter filter, string? ordering, int page, int pageSize, CancellationToken cancellationToken);

    /// <summary>One mail with its bodies; null when the tenant has none with this id.</summary>
    ValueTask<MessageLog?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>How many mails are in each state; states without mails are missing.</summary>
    ValueTask<IReadOnlyDictionary<MessageStatus, int>> CountAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Queues a mail once more: one that failed, is deferred, or is in doubt and known not to have arrived. False when it is in
    /// another state. The caller commits.
    /// </summary>
    ValueTask<bool> SendAgainAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>
    /// Settles a mail in doubt: it is known to have arrived. False when it is not in doubt. The caller commits.
    /// </summary>
    ValueTask<bool> MarkSentAsync(Guid id, CancellationToken cancellationToken);
}
