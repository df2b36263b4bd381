namespace Workflows.Engine.Authoring;

/// <summary>Adds and removes behaviors by type.</summary>
public static class BehaviorCollectionExtensions
{
    /// <summary>Adds a new behavior; its type needs a constructor that takes the owner.</summary>
    public static void Add<T>(this ICollection<IBehavior> behaviors, IActivity owner)
        where T : IBehavior =>
        behaviors.Add((T)Activator.CreateInstance(typeof(T), owner)!);

    /// <summary>Removes all behaviors of the type.</summary>
    public static void Remove<T>(this ICollection<IBehavior> behaviors)
        where T : IBehavior
    {
        foreach (var behavior in behaviors.OfType<T>().ToList())
        {
            behaviors.Remove(behavior);
        }
    }
}
