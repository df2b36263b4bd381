using System.Globalization;
using System.Text.Json;

namespace Workflows.Engine.Authoring;

/// <summary>Well-known custom properties and metadata of activities.</summary>
public static class ActivityPropertyExtensions
{
    private const string CanStartKey = "canStartWorkflow";
    private const string RunAsynchronouslyKey = "runAsynchronously";
    private const string CommitStrategyKey = "commitStrategyName";
    private const string SourceKey = "source";

    /// <summary>Whether the activity may start the workflow.</summary>
    public static bool GetCanStartWorkflow(this IActivity activity) => Read(activity, CanStartKey) is { } value && IsTrue(value);

    /// <summary>Sets whether the activity may start the workflow.</summary>
    public static void SetCanStartWorkflow(this IActivity activity, bool value) => activity.CustomProperties[CanStartKey] = value;

    /// <summary>Elsa's background flag.</summary>
    public static bool? GetRunAsynchronously(this IActivity activity) => Read(activity, RunAsynchronouslyKey) is { } value ? IsTrue(value) : null;

    /// <summary>Sets Elsa's background flag; null removes it.</summary>
    public static void SetRunAsynchronously(this IActivity activity, bool? value) => Write(activity.CustomProperties, RunAsynchronouslyKey, value);

    /// <summary>Where in the source the activity was created.</summary>
    public static string? GetSource(this IActivity activity) =>
        Read(activity, SourceKey)?.ToString()
        ?? (activity is Activity { Source: { } file } made ? Describe(file, made.SourceLine) : null);

    /// <summary>Sets where in the source the activity was created.</summary>
    public static void SetSource(this IActivity activity, string? value) => Write(activity.CustomProperties, SourceKey, value);

    /// <summary>Sets where in the source the activity was created.</summary>
    public static void SetSource(this IActivity activity, string? sourceFile, int? lineNumber)
    {
        if (sourceFile is not null)
        {
            activity.SetSource(Describe(sourceFile, lineNumber));
        }
    }

    /// <summary>Name of the commit strategy.</summary>
    public static string? GetCommitStrategy(this IActivity activity) => Read(activity, CommitStrategyKey)?.ToString();

    /// <summary>Sets the commit strategy; null removes it.</summary>
    public static TActivity SetCommitStrategy<TActivity>(this TActivity activity, string? name)
        where TActivity : IActivity
    {
        Write(activity.CustomProperties, CommitStrategyKey, name);
        return activity;
    }

    /// <summary>Caption in the designer.</summary>
    public static string? GetDisplayText(this IActivity activity) => activity.Metadata.TryGetValue("displayText", out var value) ? value?.ToString() : null;

    /// <summary>Sets the caption in the designer.</summary>
    public static void SetDisplayText(this IActivity activity, string? value) => Write(activity.Metadata, "displayText", value);

    /// <summary>Description in the designer.</summary>
    public static string? GetDescription(this IActivity activity) => activity.Metadata.TryGetValue("description", out var value) ? value?.ToString() : null;

    /// <summary>Sets the description in the designer.</summary>
    public static void SetDescription(this IActivity activity, string? value) => Write(activity.Metadata, "description", value);

    private static object? Read(IActivity activity, string key)
    {
        if (activity is Activity own && !own.Has(key))
        {
            return null;
        }

        return activity.CustomProperties.TryGetValue(key, out var value) ? value : null;
    }

    private static bool IsTrue(object value) => value switch
    {
        bool flag => flag,
        JsonElement { ValueKind: JsonValueKind.True } => true,
        JsonElement => false,
        System.Text.Json.Nodes.JsonValue node => node.TryGetValue<bool>(out var flag) && flag,
        string text => bool.TryParse(text, out var flag) && flag,
        _ => false,
    };

    private static void Write(IDictionary<string, object> target, string key, object? value)
    {
        if (value is null)
        {
            target.Remove(key);
        }
        else
        {
            target[key] = value;
        }
    }

    private static string Describe(string file, int? line)
    {
        var name = Path.GetFileName(file);
        return line is null ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{line}");
    }
}
