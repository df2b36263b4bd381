namespace Workflows.Engine.Execution;

/// <summary>Something that happened in an instance during the burst.</summary>
public readonly struct JournalEntry
{
    internal JournalEntry(ActivityExecutionContext? context, DateTimeOffset at, string eventName, string? message, object? payload)
    {
        Context = context;
        At = at;
        Event = eventName;
        Message = message;
        Payload = payload;
    }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The activity's run; null: the workflow itself.</summary>
    public ActivityExecutionContext? Context { get; }

    /// <summary>Node id of the activity; null: the workflow itself.</summary>
    public string? NodeId => Context?.NodeId;

    /// <summary>Id of the activity.</summary>
    public string? ActivityId => Context?.Activity.Id;

    /// <summary>Type of the activity.</summary>
    public string? ActivityType => Context?.Activity.Type;

    /// <summary>Name of the activity.</summary>
    public string? ActivityName => Context?.Activity.Name;

    /// <summary>Id of the activity's run.</summary>
    public string? ActivityInstanceId => Context?.Id;

    /// <summary>Started, Completed, Faulted, Suspended, Resumed, Canceled, Retrying, Skipped, or the author's own.</summary>
    public string Event { get; }

    /// <summary>For people.</summary>
    public string? Message { get; }

    /// <summary>Details to write as JSON.</summary>
    public object? Payload { get; }
}
