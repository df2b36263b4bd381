namespace Workflows.Engine.Execution;

/// <summary>A signal on its way from its sender up to the workflow.</summary>
/// <param name="receiverActivityExecutionContext">The activity that it passes.</param>
/// <param name="senderActivityExecutionContext">The activity that sent it.</param>
/// <param name="cancellationToken">Cancels the burst.</param>
public sealed class SignalContext(
    ActivityExecutionContext receiverActivityExecutionContext,
    ActivityExecutionContext senderActivityExecutionContext,
    CancellationToken cancellationToken)
{
    /// <summary>The activity that the signal passes.</summary>
    public ActivityExecutionContext ReceiverActivityExecutionContext { get; } = receiverActivityExecutionContext;

    /// <summary>The activity that sent the signal.</summary>
    public ActivityExecutionContext SenderActivityExecutionContext { get; } = senderActivityExecutionContext;

    /// <summary>Whether sender and receiver are the same.</summary>
    public bool IsSelf => ReceiverActivityExecutionContext == SenderActivityExecutionContext;

    /// <summary>Cancels the burst.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    internal bool IsStopped { get; private set; }

    /// <summary>Keeps the signal from going further up.</summary>
    public void StopPropagation() => IsStopped = true;
}
