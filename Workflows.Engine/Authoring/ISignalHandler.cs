using Workflows.Engine.Execution;

namespace Workflows.Engine.Authoring;

/// <summary>Receives signals that travel from an activity up to the workflow.</summary>
public interface ISignalHandler
{
    /// <summary>Handles a signal.</summary>
    ValueTask ReceiveSignalAsync(object signal, SignalContext context);
}
