namespace Workflows.Templates.Evaluation;

/// <summary>Leaves the interpreter because a value is still being made; the rendering is done again when it is there.</summary>
internal sealed class SuspendedException(Task task) : Exception
{
    public Task Task { get; } = task;
}
