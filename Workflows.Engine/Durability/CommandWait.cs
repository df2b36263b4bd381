using Npgsql;
using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Durability;

/// <summary>Waits until the operator commands of an instance have been carried out, by whichever worker drives it.</summary>
internal static class CommandWait
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static async Task UntilConsumedAsync(EngineDataSource database, Guid instanceId, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var pause = 2; TimeProvider.System.GetElapsedTime(started) < Limit; pause = Math.Min(pause * 2, 200))
        {
            await using (var command = database.Pool.CreateCommand(
                "select 1 from engine.work_items where instance_id = $1 and kind in (2, 6) and available_at < 'infinity' limit 1"))
            {
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = instanceId });
                if (await command.ExecuteScalarAsync(cancellationToken) is null)
                {
                    return;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(pause), TimeProvider.System, cancellationToken);
        }
    }
}
