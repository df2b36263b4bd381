using Workflows.Engine.Expressions;

namespace Workflows.CSharp;

/// <summary>Arguments by name. For each scope a class is made that adds a typed property for every argument.</summary>
public class ArgumentsProxy
{
    /// <summary>Creates the proxy.</summary>
    public ArgumentsProxy(IDictionary<string, object> arguments) => Arguments = arguments;

    /// <summary>All arguments.</summary>
    public IDictionary<string, object> Arguments { get; }

    /// <summary>An argument, converted; the default: not given.</summary>
    public T? Get<T>(string name) => Arguments.TryGetValue(name, out var value) ? ValueConverter.To<T>(value) : default;
}
