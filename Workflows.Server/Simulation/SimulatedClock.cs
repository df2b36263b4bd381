using Workflows.Engine.Time;

namespace Workflows.Server.Simulation;

/// <summary>The virtual clock of the whole server, whose position outlives the process.</summary>
public sealed class SimulatedClock
{
    private readonly VirtualTimeProvider _clock;
    private readonly SimulationLock _right;

    internal SimulatedClock(VirtualTimeProvider clock, SimulationLock right) => (_clock, _right) = (clock, right);

    /// <summary>Where it stands.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>Moves it forward. The position is stored first: after a crash the clock may be ahead of what was done, never behind.</summary>
    public async Task MoveAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        await StoreAsync(instant, cancellationToken);
        _clock.SetUtcNow(instant);
    }

    /// <summary>Stores where it stands, so that a restart before the first move goes on from here.</summary>
    public Task KeepAsync(CancellationToken cancellationToken) => StoreAsync(Now, cancellationToken);

    private Task StoreAsync(DateTimeOffset instant, CancellationToken cancellationToken) =>
        _right.RunAsync(connection => ClockStore.WriteAsync(connection, instant, cancellationToken), cancellationToken);
}
