using Npgsql;
using NpgsqlTypes;
using Workflows.Engine.Durability;
using Workflows.Engine.Durability.Storage;
using Workflows.Engine.Durability.Transactions;
using Workflows.Engine.Management;

namespace Workflows.Engine.Operations.Alterations;

/// <summary>
/// Plans of alterations: stored in one transaction with the work items that carry them out, so that whatever dies afterwards, each
/// instance is altered once, and progress is read from what is left.
/// </summary>
public sealed class AlterationPlans(EngineDataSource database, WorkflowEngine engine, TimeProvider time)
{
    /// <summary>Stores a plan and asks for its work. False: the tenant has a plan with this id; nothing is done.</summary>
    public async Task<bool> SubmitAsync(
        Guid tenantId, string id, string requestedBy, string alterations, string? filter, IReadOnlyList<AlterationOrder> orders,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(orders);
        await using (var scope = await TenantScope.OpenAsync(database, tenantId, cancellationToken))
        {
            if (await scope.ExecuteAsync(
                "insert into engine.alteration_plans (tenant_id, id, created_at, requested_by, alterations, filter) "
                + "values ($1, $2, $3, $4, $5::jsonb, $6::jsonb) on conflict do nothing",
                cancellationToken, tenantId, id, time.GetUtcNow().ToUniversalTime(), requestedBy, alterations, filter) == 0)
            {
                return false;
            }

            for (var number = 0; number < orders.Count; number++)
            {
                await AddAsync(scope, tenantId, id, number, orders[number], cancellationToken);
            }

            await scope.CommitAsync(cancellationToken);
        }

        engine.Wake();
        return true;
    }

    /// <summary>A plan with what became of each instance; null: the tenant has none with this id.</summary>
    public async Task<StoredAlterationPlan?> FindAsync(Guid tenantId, string id, CancellationToken cancellationToken)
    {
        await using var scope = await TenantScope.OpenAsync(database, tenantId, cancellationToken);
        var jobs = new List<AlterationJob>();
        await using (var command = scope.Command(
            "select j.id, j.instance_id, j.steps, j.problem, exists (select from engine.work_items w where w.tenant_id = $1 and w.id = j.work_item) "
            + "from engine.alteration_jobs j where j.tenant_id = $1 and j.plan_id = $2 order by j.number"))
        {
            Name(command, tenantId, id);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                jobs.Add(new AlterationJob(
                    reader.GetGuid(0), reader.GetGuid(1), reader.GetFieldValue<string[]>(2), reader.IsDBNull(3) ? null : reader.GetString(3), reader.GetBoolean(4)));
            }
        }

        await using var plan = scope.Command(
            "select created_at, requested_by, alterations::text, filter::text from engine.alteration_plans where tenant_id = $1 and id = $2");
        Name(plan, tenantId, id);
        await using var found = await plan.ExecuteReaderAsync(cancellationToken);
        return await found.ReadAsync(cancellationToken)
            ? new StoredAlterationPlan(
                id, found.GetFieldValue<DateTimeOffset>(0), found.GetString(1), found.GetString(2), found.IsDBNull(3) ? null : found.GetString(3), jobs)
            : null;
    }

    private static async Task AddAsync(
        TenantScope scope, Guid tenantId, string planId, int number, AlterationOrder order, CancellationToken cancellationToken)
    {
        foreach (var command in order.Commands)
        {
            await ProcessOutbox.CommandAsync(scope.Transaction, tenantId, order.InstanceId, command, cancellationToken);
        }

        // Items of this transaction have the highest numbers of the instance that it can see; they are carried out in order.
        await using var insert = scope.Command(
            "insert into engine.alteration_jobs (tenant_id, plan_id, number, id, instance_id, steps, problem, work_item) "
            + "values ($1, $2, $3, $4, $5, $6, $7, case when $8 then (select max(id) from engine.work_items where tenant_id = $1 and instance_id = $5) end)");
        Name(insert, tenantId, planId);
        insert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = number });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7() });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = order.InstanceId });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. order.Steps] });
        insert.Parameters.Add(new NpgsqlParameter { Value = (object?)order.Problem ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        insert.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = order.Commands.Count > 0 });
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void Name(NpgsqlCommand command, Guid tenantId, string id)
    {
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = id });
    }
}
