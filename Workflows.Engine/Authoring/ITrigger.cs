namespace Workflows.Engine.Authoring;

/// <summary>An activity that can start a workflow.</summary>
public interface ITrigger : IActivity
{
    /// <summary>What the trigger waits for: one payload for each stimulus that may start the workflow.</summary>
    ValueTask<IEnumerable<object>> GetTriggerPayloadsAsync(TriggerIndexingContext context);
}
