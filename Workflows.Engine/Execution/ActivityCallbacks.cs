using System.Collections.Concurrent;
using System.Reflection;
using Workflows.Engine.Authoring;

namespace Workflows.Engine.Execution;

/// <summary>Finds the methods that bookmarks and waiting children name.</summary>
internal static class ActivityCallbacks
{
    private static readonly ConcurrentDictionary<(Type Type, string Method, Type Parameter), MethodInfo> Methods = new();

    /// <exception cref="InvalidOperationException">The activity has no such method, for instance because its class was changed.</exception>
    public static ExecuteActivityDelegate Execute(IActivity activity, string method) =>
        Find(activity, method, typeof(ActivityExecutionContext)).CreateDelegate<ExecuteActivityDelegate>(activity);

    /// <exception cref="InvalidOperationException">The activity has no such method, for instance because its class was changed.</exception>
    public static ActivityCompletionCallback Completion(IActivity activity, string method) =>
        Find(activity, method, typeof(ActivityCompletedContext)).CreateDelegate<ActivityCompletionCallback>(activity);

    private static MethodInfo Find(IActivity activity, string method, Type parameter) =>
        Methods.GetOrAdd((activity.GetType(), method, parameter), static key =>
        {
            for (var type = key.Type; type is not null; type = type.BaseType)
            {
                var found = type.GetMethod(
                    key.Method,
                    BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly,
                    [key.Parameter]);
                if (found is not null)
                {
                    return found;
                }
            }

            throw new InvalidOperationException($"The activity class {key.Type} has no method {key.Method} to be called back.");
        });
}
