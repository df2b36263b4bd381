using Workflows.Domain.Shared.Processes;

namespace Workflows.Domain.Tests.Support;

/// <summary>Keeps what the engine would be told.</summary>
internal sealed class RecordingGateway : IProcessGateway
{
    public List<ProcessStart> Started { get; } = [];

    public List<Guid> Instances { get; } = [];

    public List<ProcessEvent> Published { get; } = [];

    public ValueTask<Guid> StartAsync(ProcessStart start, CancellationToken cancellationToken)
    {
        Started.Add(start);
        Instances.Add(Guid.CreateVersion7());
        return ValueTask.FromResult(Instances[^1]);
    }

    public ValueTask PublishAsync(ProcessEvent processEvent, CancellationToken cancellationToken)
    {
        Published.Add(processEvent);
        return ValueTask.CompletedTask;
    }

    public List<(Guid InstanceId, DateTimeOffset At)> BroughtForward { get; } = [];

    public ValueTask<IReadOnlyList<Guid>> BringForwardAsync(
        IReadOnlyList<(Guid InstanceId, DateTimeOffset At)> instants, CancellationToken cancellationToken)
    {
        BroughtForward.AddRange(instants);
        return ValueTask.FromResult<IReadOnlyList<Guid>>([]);
    }

    public ValueTask CancelAsync(Guid workflowInstanceId, string reason, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
