namespace Workflows.Templates.Evaluation;

internal sealed partial class RenderContext
{
    /// <summary>The value of what may be a task. A synchronous rendering has to wait for it.</summary>
    public static Value Settle(object? result, Node site)
    {
        if (result is null or string)
        {
            return Value.From(result);
        }

        if (!Tasks.TryGetTask(result, out var task))
        {
            return Value.From(result);
        }

        try
        {
            task.GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not (TemplateRuntimeException or OperationCanceledException))
        {
            throw site.Error(e.Message, e);
        }

        return Tasks.ResultOf(task);
    }

    public Template? LoadTemplate(ITemplateLoader loader, string name, Node site)
    {
        Cancellation.ThrowIfCancellationRequested();
        try
        {
            return loader.Load(name);
        }
        catch (Exception e) when (e is not (TemplateRuntimeException or OperationCanceledException))
        {
            throw site.Error($"The template `{name}` could not be loaded: {e.Message}", e);
        }
    }
}
