using System.Globalization;
using Workflows.Server.Scheduling.Ledger;

namespace Workflows.Server.Scheduling.Jobs;

/// <summary>Removes expired <c>Idempotency-Key</c> answers of all tenants.</summary>
internal sealed class IdempotencyKeyCleanupJob(SchedulingDatabase database, TimeProvider time) : IModuleJob
{
    public string Name => "idempotency-key-cleanup";

    public string Title => "Removes expired Idempotency-Key answers";

    public JobTiming Timing => JobTiming.Cron("17 * * * *");

    public MisfirePolicy Misfire => MisfirePolicy.Skip;

    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.Pool.OpenConnectionAsync(cancellationToken);
        var removed = await connection.ExecuteAsync(
            "delete from idempotency_keys where expires_at <= $1", [time.GetUtcNow()], cancellationToken);
        return removed == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{removed} removed");
    }
}
