using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Durability.Claiming;

/// <summary>Drives one work item to its commit.</summary>
internal interface IBurstProcessor
{
    /// <summary>
    /// Processes <paramref name="item"/>. Never throws: what cannot be done is released, retried or recorded as an incident.
    /// </summary>
    /// <param name="item">A claimed item.</param>
    /// <param name="snapshot">The instance if it is known to be current; null when it must be read.</param>
    /// <param name="cancellationToken">Cancelled when the process must stop at once.</param>
    /// <returns>Further items for the same or other instances that the commit gave to this worker.</returns>
    ValueTask<IReadOnlyList<WorkItem>> ProcessAsync(WorkItem item, InstanceSnapshot? snapshot, CancellationToken cancellationToken);
}
