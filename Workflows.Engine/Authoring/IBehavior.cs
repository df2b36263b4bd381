using Workflows.Engine.Execution;

namespace Workflows.Engine.Authoring;

/// <summary>A reusable reaction that is added to an activity.</summary>
public interface IBehavior : ISignalHandler
{
    /// <summary>The activity that the behavior belongs to.</summary>
    IActivity Owner { get; }

    /// <summary>Runs after the owner's own work.</summary>
    ValueTask ExecuteAsync(ActivityExecutionContext context);
}
