using Npgsql;
using Workflows.Engine.Durability.Transactions;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Durability.Bursts;

/// <summary>Around each activity: a savepoint when it uses the burst's transaction. Before outside effects: a checkpoint.</summary>
internal sealed class BurstObserver(BurstTransaction transaction, Func<ValueTask> checkpoint) : IBurstObserver
{
    public ValueTask BeforeActivityAsync(ActivityExecutionContext context) => ValueTask.CompletedTask;

    public ValueTask AfterActivityAsync(ActivityExecutionContext context, Exception? fault)
    {
        if (!transaction.IsOpen)
        {
            return ValueTask.CompletedTask;
        }

        return fault is null ? KeepAsync(context) : UndoAsync(fault, context.CancellationToken);
    }

    public ValueTask CheckpointAsync(WorkflowExecutionContext context) => checkpoint();

    private async ValueTask KeepAsync(ActivityExecutionContext context)
    {
        try
        {
            await transaction.KeepAsync(context.CancellationToken);
        }
        catch (Exception error) when (IsOutage(error))
        {
            throw new BurstAbortedException(error);
        }
    }

    private async ValueTask UndoAsync(Exception fault, CancellationToken cancellationToken)
    {
        if (IsOutage(fault))
        {
            throw new BurstAbortedException(fault);
        }

        try
        {
            await transaction.UndoAsync(cancellationToken);
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException)
        {
            throw new BurstAbortedException(error);
        }
    }

    // Wrapped by EF and others, hence the walk. Serialization failures and deadlocks are transient too: repeating helps.
    private static bool IsOutage(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is PostgresException known)
            {
                return known.IsTransient;
            }

            if (error is NpgsqlException)
            {
                return true;
            }
        }

        return false;
    }
}
