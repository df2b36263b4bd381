using System.Collections.Concurrent;
using System.Reflection;
using Workflows.Engine.Authoring;

namespace Workflows.Engine.Definitions;

/// <summary>The activity types, by name and version.</summary>
public sealed class ActivityRegistry
{
    private readonly ConcurrentDictionary<(string TypeName, int Version), ActivityDescriptor> _byName = new();
    private readonly ConcurrentDictionary<Type, ActivityDescriptor> _byType = new();

    private readonly ActivityRegistry? _outer;

    /// <summary>Creates a registry with the built-in activities.</summary>
    public ActivityRegistry() => RegisterAssembly(typeof(ActivityRegistry).Assembly);

    /// <summary>Creates a registry that has everything of another, and may add its own.</summary>
    public ActivityRegistry(ActivityRegistry outer) => _outer = outer;

    /// <summary>The built-in activities; other classes are described when they are first met.</summary>
    public static ActivityRegistry Default { get; } = new();

    /// <summary>All descriptors.</summary>
    public IEnumerable<ActivityDescriptor> Descriptors =>
        (_outer is null ? _byName.Values : _byName.Values.Concat(_outer._byName.Where(pair => !_byName.ContainsKey(pair.Key)).Select(pair => pair.Value)))
        .OrderBy(descriptor => descriptor.TypeName, StringComparer.Ordinal).ThenBy(descriptor => descriptor.Version);

    /// <summary>Adds all public activity classes of an assembly.</summary>
    public void RegisterAssembly(Assembly assembly)
    {
        foreach (var type in assembly.GetExportedTypes())
        {
            if (type is { IsAbstract: false, IsGenericTypeDefinition: false } && type.IsAssignableTo(typeof(IActivity)))
            {
                Register(type);
            }
        }
    }

    /// <summary>Adds an activity class.</summary>
    public ActivityDescriptor Register(Type activityType)
    {
        var descriptor = _byType.GetOrAdd(activityType, ActivityDescriber.Describe);
        _byName.TryAdd((descriptor.TypeName, descriptor.Version), descriptor);
        return descriptor;
    }

    /// <summary>Adds or replaces a descriptor, such as that of a workflow used as an activity.</summary>
    public void Register(ActivityDescriptor descriptor) => _byName[(descriptor.TypeName, descriptor.Version)] = descriptor;

    /// <summary>Removes a descriptor.</summary>
    public void Remove(string typeName, int version) => _byName.TryRemove((typeName, version), out _);

    /// <summary>Finds the newest version of a type.</summary>
    public ActivityDescriptor? Find(string typeName)
    {
        ActivityDescriptor? found = null;
        foreach (var (key, descriptor) in _byName)
        {
            if (key.TypeName == typeName && (found is null || found.Version < key.Version))
            {
                found = descriptor;
            }
        }

        return found ?? _outer?.Find(typeName);
    }

    /// <summary>Finds a version of a type; if it is not there, the newest.</summary>
    public ActivityDescriptor? Find(string typeName, int version) =>
        _byName.GetValueOrDefault((typeName, version)) ?? _outer?._byName.GetValueOrDefault((typeName, version)) ?? Find(typeName);

    /// <summary>Describes an activity.</summary>
    public ActivityDescriptor DescriptorOf(IActivity activity) =>
        activity is Activities.Composition.WorkflowDefinitionActivity && Find(activity.Type, activity.Version) is { } definition
            ? definition
            : _outer is { } outer
            ? outer.DescriptorOf(activity)
            : Described(activity);

    private ActivityDescriptor Described(IActivity activity) =>
        _byName.TryGetValue((activity.Type, activity.Version), out var named) && named.ClrType == activity.GetType()
            ? named
            : _byType.GetOrAdd(activity.GetType(), ActivityDescriber.Describe);
}
