using System.Text.Json;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Execution;

/// <summary>How often and when a failed activity runs again. Stored under the custom property "retryPolicy".</summary>
public sealed class RetryPolicy
{
    /// <summary>Name of the custom property.</summary>
    public const string PropertyName = "retryPolicy";

    /// <summary>Name of the bookmark whose timer brings the retry.</summary>
    public const string BookmarkName = "Workflows.Retry";

    /// <summary>Runs in all, the first included. Default: 3.</summary>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>Wait before the second run. Default: 5 s.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Factor by which the wait grows. Default: 2.</summary>
    public double Backoff { get; set; } = 2;

    /// <summary>Longest wait. Default: 1 hour.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Names of exception types to retry (short or full, base types count); empty: all.</summary>
    public IReadOnlyList<string> RetryOn { get; set; } = [];

    /// <summary>Reads the policy of an activity; null: it has none.</summary>
    public static RetryPolicy? Of(Authoring.IActivity activity)
    {
        if (!activity.CustomProperties.TryGetValue(PropertyName, out var value) && !activity.SyntheticProperties.TryGetValue(PropertyName, out value))
        {
            return null;
        }

        return value as RetryPolicy ?? JsonSerializer.SerializeToElement(value, ValueConverter.Json).Deserialize<RetryPolicy>(ValueConverter.Json);
    }

    /// <summary>When to run again after a failure; null: not again.</summary>
    /// <param name="failedAttempts">Runs that failed so far, from 1.</param>
    /// <param name="exception">The last failure.</param>
    public TimeSpan? DelayAfter(int failedAttempts, Exception exception)
    {
        if (failedAttempts >= MaxAttempts || (RetryOn.Count > 0 && !Matches(exception)))
        {
            return null;
        }

        var wait = Delay.TotalMilliseconds * Math.Pow(Backoff, failedAttempts - 1);
        return wait >= MaxDelay.TotalMilliseconds ? MaxDelay : TimeSpan.FromMilliseconds(wait);
    }

    private bool Matches(Exception exception)
    {
        for (var type = exception.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            if (RetryOn.Contains(type.Name) || RetryOn.Contains(type.FullName))
            {
                return true;
            }
        }

        return false;
    }
}
