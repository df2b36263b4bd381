using System.Collections.Concurrent;
using System.Reflection;

namespace Workflows.Engine.Authoring;

/// <summary>Type names of activities as definitions store them: namespace and type of <see cref="ActivityAttribute"/>, or the .NET names.</summary>
internal static class ActivityTypeNames
{
    private static readonly ConcurrentDictionary<Type, (string Name, int Version)> Names = new();

    public static string Of(Type type) => Names.GetOrAdd(type, Read).Name;

    public static int VersionOf(Type type) => Names.GetOrAdd(type, Read).Version;

    public static string NameOf(Type type)
    {
        var name = type.Name;
        var tick = name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? name : name[..tick];
    }

    private static (string Name, int Version) Read(Type type)
    {
        var attribute = type.GetCustomAttribute<ActivityAttribute>(inherit: false);
        var name = attribute?.Type ?? NameOf(type);
        if (type.IsGenericType)
        {
            name += "<" + string.Join(",", type.GetGenericArguments().Select(argument => argument.Name)) + ">";
        }

        var prefix = attribute?.Namespace ?? type.Namespace;
        return (string.IsNullOrEmpty(prefix) ? name : $"{prefix}.{name}", attribute is null or { Version: 0 } ? 1 : attribute.Version);
    }
}
