using Workflows.Server.Scheduling;

namespace Workflows.Server.Tests.Scheduling;

/// <summary>The definitions a process knows; tests publish and retract by setting them.</summary>
internal sealed class ListedSchedules(IReadOnlyList<ScheduleSpec> specs) : IScheduleSource
{
    private IReadOnlyList<ScheduleSpec> _specs = specs;

    public event Action? Changed;

    /// <summary>Definitions of which this process knows a version that is not published.</summary>
    public HashSet<string> Retracted { get; } = new(StringComparer.Ordinal);

    public void Publish(params ScheduleSpec[] specs)
    {
        _specs = specs;
        Changed?.Invoke();
    }

    public ValueTask<IReadOnlyList<ScheduleSpec>> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_specs);

    public bool IsWithdrawn(StoredSchedule schedule) => schedule.Spec.DefinitionId is { } id && Retracted.Contains(id);
}
