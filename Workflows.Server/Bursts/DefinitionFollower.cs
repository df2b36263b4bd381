using Npgsql;
using Workflows.Engine.Management;

namespace Workflows.Server.Bursts;

/// <summary>Loads what other processes publish, about once a second.</summary>
internal sealed partial class DefinitionFollower(DefinitionLoader loader, ILogger<DefinitionFollower> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await loader.FollowAsync(stoppingToken);
            }
            catch (NpgsqlException error)
            {
                Away(error.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Changed definitions cannot be read: {Reason}; trying again")]
    private partial void Away(string reason);
}
