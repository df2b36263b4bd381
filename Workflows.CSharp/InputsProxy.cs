namespace Workflows.CSharp;

/// <summary>Inputs by name. For each scope a class is made that adds a typed property for every input.</summary>
public class InputsProxy
{
    /// <summary>Creates the proxy.</summary>
    public InputsProxy(ExecutionContextProxy executionContext) => ExecutionContext = executionContext;

    /// <summary>The place in the running workflow.</summary>
    public ExecutionContextProxy ExecutionContext { get; }

    /// <summary>An input, converted.</summary>
    public T? Get<T>(string name) => ExecutionContext.GetInput<T>(name);

    /// <summary>An input; null: not given.</summary>
    public object? Get(string name) => ExecutionContext.GetInput(name);
}
