using Npgsql;
using Workflows.Engine.Durability.Storage;
using Workflows.Engine.Durability.Transactions;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Durability.Bursts;

/// <summary>Around each activity: a savepoint when it uses the burst's transaction. Before outside effects: a checkpoint.</summary>
internal sealed class BurstObserver(BurstTransaction transaction, Func<ValueTask> checkpoint) : IBurstObserver
{
    public ValueTask BeforeActivityAsync(ActivityExecutionContext context) => ValueTask.CompletedTask;

    public ValueTask AfterActivityAsync(ActivityExecutionContext context, Exception? fault)
    {
        // Whatever the activity made of it: it wanted to write and could not, and that is no fault of its own.
        if (transaction.Outage is { } outage)
        {
            throw new BurstAbortedException(outage);
        }

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
        catch (Exception error) when (DatabaseOutage.Is(error))
        {
            throw new BurstAbortedException(error);
        }
    }

    private async ValueTask UndoAsync(Exception fault, CancellationToken cancellationToken)
    {
        if (DatabaseOutage.Is(fault))
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
}
