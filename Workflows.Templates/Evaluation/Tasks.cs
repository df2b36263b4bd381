using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Workflows.Templates.Evaluation;

/// <summary>Recognises tasks among values and reads their results.</summary>
internal static class Tasks
{
    private static readonly ConcurrentDictionary<Type, Func<object, Task>?> ValueTasks = new();

    public static bool TryGetTask(object value, [NotNullWhen(true)] out Task? task)
    {
        task = value switch
        {
            Task plain => plain,
            ValueTask plain => plain.AsTask(),
            ValueType => ValueTasks.GetOrAdd(value.GetType(), ForValueTask)?.Invoke(value),
            _ => null,
        };
        return task is not null;
    }

    /// <summary>The result of a finished task; null for one without a result.</summary>
    public static Value ResultOf(Task task)
    {
        if (task.GetType() == typeof(Task))
        {
            return default;
        }

        var getter = TypeAccessor.For(task.GetType()).Find("result");
        var value = getter?.Invoke(task) ?? default;

        // An async method without a result still is a Task of an internal empty type.
        return value.Ref?.GetType().Name is "VoidTaskResult" ? default : value;
    }

    private static Func<object, Task>? ForValueTask(Type type)
    {
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(ValueTask<>))
        {
            return null;
        }

        var asTask = type.GetMethod(nameof(ValueTask<int>.AsTask), BindingFlags.Public | BindingFlags.Instance)!;
        return value => (Task)asTask.Invoke(value, null)!;
    }
}
