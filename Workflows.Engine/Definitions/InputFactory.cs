using System.Collections.Concurrent;
using System.Reflection;
using Workflows.Engine.Authoring;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Definitions;

/// <summary>Creates inputs, outputs and variables of a type known at run time.</summary>
internal static class InputFactory
{
    private static readonly ConcurrentDictionary<Type, ConstructorInfo> Inputs = new();

    public static Input Create(Type type, Expression? expression, MemoryBlockReference reference)
    {
        var constructor = Inputs.GetOrAdd(type, static valueType => typeof(Input<>).MakeGenericType(valueType)
            .GetConstructor([typeof(Expression), typeof(MemoryBlockReference)])!);
        return (Input)Invoke(constructor, expression, reference);
    }

    public static Output CreateOutput(Type type, MemoryBlockReference reference) =>
        (Output)Activator.CreateInstance(typeof(Output<>).MakeGenericType(type), reference)!;

    public static Variable CreateVariable(Type type)
    {
        var variable = typeof(Variable<>).MakeGenericType(type).GetConstructor(Type.EmptyTypes)!;
        return (Variable)variable.Invoke(null);
    }

    private static object Invoke(ConstructorInfo constructor, params object?[] arguments)
    {
        try
        {
            return constructor.Invoke(arguments);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.InnerException);
            throw;
        }
    }
}
