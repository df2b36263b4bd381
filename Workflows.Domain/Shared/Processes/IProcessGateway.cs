namespace Workflows.Domain.Shared.Processes;

/// <summary>
/// How domain code drives processes without knowing the engine. Everything is written in the current unit of work's
/// transaction: it happens if and only if the domain change commits.
/// </summary>
public interface IProcessGateway
{
    /// <summary>Starts a process and gives the id of its instance.</summary>
    ValueTask<Guid> StartAsync(ProcessStart start, CancellationToken cancellationToken);

    /// <summary>Publishes an event to the waiting (or about to wait) instances of the tenant.</summary>
    ValueTask PublishAsync(ProcessEvent processEvent, CancellationToken cancellationToken);

    /// <summary>
    /// Lets waiting instances wake at the given instants where their timers are due later. An instance that has no timer stays as it
    /// is.
    /// </summary>
    /// <returns>The instances that have no timer.</returns>
    ValueTask<IReadOnlyList<Guid>> BringForwardAsync(
        IReadOnlyList<(Guid InstanceId, DateTimeOffset At)> instants, CancellationToken cancellationToken);

    /// <summary>Cancels an instance. Nothing happens when it has already ended.</summary>
    ValueTask CancelAsync(Guid workflowInstanceId, string reason, CancellationToken cancellationToken);
}
