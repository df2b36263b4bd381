using Workflows.Engine.Authoring;

namespace Workflows.Engine.Activities.Flow;

/// <summary>Merge modes of activities.</summary>
public static class FlowchartActivityExtensions
{
    private const string Key = "mergeMode";

    /// <summary>The merge mode; null: none was chosen.</summary>
    public static MergeMode? GetMergeMode(this IActivity activity)
    {
        if (!activity.CustomProperties.TryGetValue(Key, out var value))
        {
            return null;
        }

        return value is MergeMode mode || Enum.TryParse(value?.ToString(), ignoreCase: true, out mode) ? mode : null;
    }

    /// <summary>Sets the merge mode; null removes it.</summary>
    public static void SetMergeMode(this IActivity activity, MergeMode? value)
    {
        if (value is null)
        {
            activity.CustomProperties.Remove(Key);
        }
        else
        {
            activity.CustomProperties[Key] = value.Value.ToString();
        }
    }
}
