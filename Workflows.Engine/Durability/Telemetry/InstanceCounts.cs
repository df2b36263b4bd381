using System.Diagnostics.Metrics;
using Workflows.Engine.Durability.Storage;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Durability.Telemetry;

/// <summary>Counts instances by status once a minute while somebody listens: it reads every row, so nobody pays for it otherwise.</summary>
internal sealed class InstanceCounts
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private readonly EngineDataSource _database;
    private readonly ObservableGauge<long> _gauge;
    private volatile Measurement<long>[] _last = [];

    public InstanceCounts(EngineDataSource database)
    {
        _database = database;
        _gauge = EngineTelemetry.Instances(() => _last);
    }

    /// <summary>Counts until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var listened = _gauge.Enabled;
            if (listened)
            {
                await CountAsync(cancellationToken);
            }

            await Task.Delay(listened ? Every : Look, TimeProvider.System, cancellationToken);
        }
    }

    internal async Task CountAsync(CancellationToken cancellationToken)
    {
        var counts = new List<Measurement<long>>();
        await using var command = _database.Domain.CreateCommand(EngineSql.Get("count_by_status"));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var status = ((WorkflowSubStatus)reader.GetInt16(0)).ToString().ToLowerInvariant();
            counts.Add(new Measurement<long>(reader.GetInt64(1), new KeyValuePair<string, object?>("workflow.status", status)));
        }

        _last = [.. counts];
    }
}
