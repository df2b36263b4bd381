using Workflows.Engine.Time;
using Workflows.Server.Scheduling;

namespace Workflows.Server.Simulation;

/// <summary>The virtual clock of the whole server, whose position outlives the process.</summary>
public sealed class SimulatedClock(VirtualTimeProvider clock, SchedulingDatabase database)
{
    /// <summary>Where it stands.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Moves it forward. The position is stored first: after a crash the clock may be ahead of what was done, never behind.</summary>
    public async Task MoveAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        await ClockStore.WriteAsync(database.Pool, instant, cancellationToken);
        clock.SetUtcNow(instant);
    }

    /// <summary>Stores where it stands, so that a restart before the first move goes on from here.</summary>
    public Task KeepAsync(CancellationToken cancellationToken) => ClockStore.WriteAsync(database.Pool, Now, cancellationToken);
}
