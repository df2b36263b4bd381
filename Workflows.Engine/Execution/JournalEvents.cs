namespace Workflows.Engine.Execution;

/// <summary>Events that the engine writes into the journal.</summary>
public static class JournalEvents
{
    /// <summary>An activity started.</summary>
    public const string Started = "Started";

    /// <summary>An activity completed.</summary>
    public const string Completed = "Completed";

    /// <summary>An activity was cancelled.</summary>
    public const string Canceled = "Canceled";

    /// <summary>An activity failed.</summary>
    public const string Faulted = "Faulted";

    /// <summary>An activity waits.</summary>
    public const string Suspended = "Suspended";

    /// <summary>A wait ended.</summary>
    public const string Resumed = "Resumed";

    /// <summary>An activity will run again after a failure.</summary>
    public const string RetryPlanned = "RetryPlanned";

    /// <summary>An operator or a retry policy runs an activity again.</summary>
    public const string Retrying = "Retrying";

    /// <summary>An operator completed an activity without its work.</summary>
    public const string Skipped = "Skipped";
}
