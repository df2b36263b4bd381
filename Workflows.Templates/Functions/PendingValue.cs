namespace Workflows.Templates.Functions;

/// <summary>A task in a model, seen as a function without arguments: reading it gives its result.</summary>
internal sealed class PendingValue(Task task) : TemplateFunction("task")
{
    public override Value Invoke(scoped in Call call) =>
        call.Context.TryReplay(call.Site, out var known) ? known : call.Context.Settle(task, call.Site);
}
