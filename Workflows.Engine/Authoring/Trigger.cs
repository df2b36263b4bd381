namespace Workflows.Engine.Authoring;

/// <summary>Base of activities that can start a workflow.</summary>
public abstract class Trigger : Activity, ITrigger
{
    /// <summary>Creates the trigger.</summary>
    protected Trigger(string? source = null, int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Creates the trigger under an explicit type name.</summary>
    protected Trigger(string activityType, int version = 1, string? source = null, int? line = null)
        : base(activityType, version, source, line)
    {
    }

    ValueTask<IEnumerable<object>> ITrigger.GetTriggerPayloadsAsync(TriggerIndexingContext context) => GetTriggerPayloadsAsync(context);

    /// <summary>Override for several payloads that need asynchronous work.</summary>
    protected virtual ValueTask<IEnumerable<object>> GetTriggerPayloadsAsync(TriggerIndexingContext context) => new(GetTriggerPayloads(context));

    /// <summary>Override for several payloads.</summary>
    protected virtual IEnumerable<object> GetTriggerPayloads(TriggerIndexingContext context) => [GetTriggerPayload(context)];

    /// <summary>Override for one payload. Default: an empty object.</summary>
    protected virtual object GetTriggerPayload(TriggerIndexingContext context) => new();
}

/// <summary>Base of activities with a result that can start a workflow.</summary>
/// <typeparam name="TResult">Type of the result.</typeparam>
public abstract class Trigger<TResult> : Activity<TResult>, ITrigger
{
    /// <summary>Creates the trigger.</summary>
    protected Trigger(string? source = null, int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Creates the trigger under an explicit type name.</summary>
    protected Trigger(string activityType, int version = 1, string? source = null, int? line = null)
        : base(activityType, version, source, line)
    {
    }

    ValueTask<IEnumerable<object>> ITrigger.GetTriggerPayloadsAsync(TriggerIndexingContext context) => GetTriggerPayloadsAsync(context);

    /// <summary>Override for several payloads that need asynchronous work.</summary>
    protected virtual ValueTask<IEnumerable<object>> GetTriggerPayloadsAsync(TriggerIndexingContext context) => new(GetTriggerPayloads(context));

    /// <summary>Override for several payloads.</summary>
    protected virtual IEnumerable<object> GetTriggerPayloads(TriggerIndexingContext context) => [GetTriggerPayload(context)];

    /// <summary>Override for one payload. Default: an empty object.</summary>
    protected virtual object GetTriggerPayload(TriggerIndexingContext context) => new();
}
