using Microsoft.Extensions.Hosting;
using Workflows.Engine.Durability.Retention;

namespace Workflows.Engine.Durability.Hosting;

/// <summary>Runs the engine inside a host: starts with it, drains with it.</summary>
internal sealed class EngineService(EngineLoops loops, JournalPartitions journal) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await journal.EnsureAsync(cancellationToken);
        await loops.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => loops.StopAsync();
}
