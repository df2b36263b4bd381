using Workflows.Engine.Definitions;

namespace Workflows.Engine.Durability.Bursts;

/// <summary>The compiled definition versions that can run.</summary>
public interface IWorkflowCatalog
{
    /// <summary>
    /// The published version of a definition, or a certain <paramref name="version"/>; null when there is none. With a tenant, its
    /// own definitions come before those that belong to nobody.
    /// </summary>
    WorkflowGraph? Find(string definitionId, int? version = null, Guid? tenantId = null);

    /// <summary>A version by its own id; null when it is not in memory.</summary>
    WorkflowGraph? FindVersion(string definitionVersionId);

    /// <summary>A version by its own id, fetched and compiled if this process has not needed it yet; null when it does not exist (any more).</summary>
    ValueTask<WorkflowGraph?> LoadVersionAsync(string definitionVersionId, CancellationToken cancellationToken);

    /// <summary>The trigger activities of published definitions that wait for a stimulus, as far as the tenant may start them.</summary>
    IReadOnlyList<TriggerMatch> FindTriggers(long stimulus, Guid? tenantId = null);
}
