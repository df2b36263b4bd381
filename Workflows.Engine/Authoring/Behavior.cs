using Workflows.Engine.Execution;

namespace Workflows.Engine.Authoring;

/// <summary>Base of behaviors.</summary>
/// <param name="owner">The activity that the behavior belongs to.</param>
public abstract class Behavior(IActivity owner) : IBehavior
{
    private Dictionary<Type, Func<object, SignalContext, ValueTask>>? _handlers;

    /// <inheritdoc />
    public IActivity Owner { get; } = owner;

    ValueTask IBehavior.ExecuteAsync(ActivityExecutionContext context) => ExecuteAsync(context);

    async ValueTask ISignalHandler.ReceiveSignalAsync(object signal, SignalContext context)
    {
        if (_handlers is not null && _handlers.TryGetValue(signal.GetType(), out var handler))
        {
            await handler(signal, context);
        }

        await OnSignalReceivedAsync(signal, context);
    }

    /// <summary>Registers a handler for one type of signal.</summary>
    protected void OnSignalReceived(Type signalType, Func<object, SignalContext, ValueTask> handler) =>
        (_handlers ??= [])[signalType] = handler;

    /// <summary>Registers a handler for one type of signal.</summary>
    protected void OnSignalReceived<T>(Func<T, SignalContext, ValueTask> handler) =>
        OnSignalReceived(typeof(T), (signal, context) => handler((T)signal, context));

    /// <summary>Registers a handler for one type of signal.</summary>
    protected void OnSignalReceived<T>(Action<T, SignalContext> handler) =>
        OnSignalReceived(typeof(T), (signal, context) =>
        {
            handler((T)signal, context);
            return default;
        });

    /// <summary>Called for each signal that passes the owner.</summary>
    protected virtual ValueTask OnSignalReceivedAsync(object signal, SignalContext context)
    {
        OnSignalReceived(signal, context);
        return default;
    }

    /// <summary>Called for each signal that passes the owner.</summary>
    protected virtual void OnSignalReceived(object signal, SignalContext context)
    {
    }

    /// <summary>Runs after the owner's own work.</summary>
    protected virtual ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        Execute(context);
        return default;
    }

    /// <summary>Runs after the owner's own work.</summary>
    protected virtual void Execute(ActivityExecutionContext context)
    {
    }
}
