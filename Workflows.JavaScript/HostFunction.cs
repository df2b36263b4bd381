namespace Workflows.JavaScript;

/// <summary>A function of the host that scripts may call.</summary>
/// <param name="arguments">The arguments as .NET values (see <see cref="ScriptEngine.Evaluate"/>); missing ones are not filled up.</param>
/// <returns>Any value that <see cref="ScriptEngine.SetValue"/> takes.</returns>
public delegate object? HostFunction(IReadOnlyList<object?> arguments);
