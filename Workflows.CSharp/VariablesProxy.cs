namespace Workflows.CSharp;

/// <summary>Variables by name. For each scope a class is made that adds a typed property for every variable.</summary>
public class VariablesProxy
{
    /// <summary>Creates the proxy.</summary>
    public VariablesProxy(ExecutionContextProxy executionContext) => ExecutionContext = executionContext;

    /// <summary>The place in the running workflow.</summary>
    public ExecutionContextProxy ExecutionContext { get; }

    /// <summary>Value of a variable, converted.</summary>
    public T? Get<T>(string name) => ExecutionContext.GetVariable<T>(name);

    /// <summary>Value of a variable; null: there is none.</summary>
    public object? Get(string name) => ExecutionContext.GetVariable(name);

    /// <summary>Sets a variable; makes one if there is none.</summary>
    public void Set(string name, object? value) => ExecutionContext.SetVariable(name, value);
}
