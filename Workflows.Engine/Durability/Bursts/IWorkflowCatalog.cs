using Workflows.Engine.Definitions;

namespace Workflows.Engine.Durability.Bursts;

/// <summary>The compiled definition versions that can run.</summary>
public interface IWorkflowCatalog
{
    /// <summary>The published version of a definition, or a certain <paramref name="version"/>; null when there is none.</summary>
    WorkflowGraph? Find(string definitionId, int? version = null);

    /// <summary>A version by its own id; null when it does not exist (any more).</summary>
    WorkflowGraph? FindVersion(string definitionVersionId);

    /// <summary>The trigger activities of published definitions that wait for a stimulus.</summary>
    IReadOnlyList<TriggerMatch> FindTriggers(long stimulus);
}
