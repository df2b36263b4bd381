namespace Workflows.Templates.Evaluation;

internal sealed partial class RenderContext
{
    /// <summary>Set while rendering asynchronously.</summary>
    public Journal? Journal { get; private set; }

    /// <summary>The time this rendering began at, in the zone of the rendering: one mail, one time.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>An answer from outside that an earlier run of this rendering got already.</summary>
    public bool TryReplay(Node site, out Value value)
    {
        value = default;
        if (Journal is null || !Journal.TryReplay(out var entry))
        {
            return false;
        }

        value = entry is Journal.Failure failure ? throw Failed(site, failure.Cause) : (Value)entry!;
        return true;
    }

    /// <summary>Remembers an answer from outside.</summary>
    public Value Record(Value value)
    {
        Journal?.Record(value);
        return value;
    }

    /// <summary>
    /// The value of what may be a task. A synchronous rendering waits for it; an asynchronous one is left and comes back.
    /// </summary>
    public Value Settle(object? result, Node site)
    {
        if (result is null or string || !Tasks.TryGetTask(result, out var task))
        {
            return Record(Value.From(result));
        }

        if (!task.IsCompleted && Journal is { CanSuspend: true })
        {
            throw new SuspendedException(task);
        }

        try
        {
            task.Wait(Cancellation);
        }
        catch (AggregateException e)
        {
            throw Failed(site, e.InnerException!);
        }

        return Record(Tasks.ResultOf(task));
    }

    public Template? LoadTemplate(ITemplateLoader loader, string name, Node site)
    {
        Cancellation.ThrowIfCancellationRequested();
        if (TryReplay(site, out var known))
        {
            return (Template?)known.Ref;
        }

        try
        {
            if (Journal is null)
            {
                return loader.Load(name);
            }

            var loading = loader.LoadAsync(name, Cancellation);
            return (Template?)(loading.IsCompletedSuccessfully
                ? Record(Value.Of(loading.Result))
                : Settle(loading.AsTask(), site)).Ref;
        }
        catch (Exception e) when (e is not (TemplateRuntimeException or OperationCanceledException or SuspendedException))
        {
            throw site.Error($"The template `{name}` could not be loaded: {e.Message}", e);
        }
    }

    private static Exception Failed(Node site, Exception cause) =>
        cause is TemplateRuntimeException or OperationCanceledException ? cause : site.Error(cause.Message, cause);
}
