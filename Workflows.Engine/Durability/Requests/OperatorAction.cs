namespace Workflows.Engine.Durability.Requests;

/// <summary>The commands of operators.</summary>
public enum OperatorAction
{
    /// <summary>Run the failed activity again.</summary>
    Retry,

    /// <summary>Complete the failed activity with chosen outcomes, without running it.</summary>
    Skip,

    /// <summary>Change variables.</summary>
    SetVariables,

    /// <summary>End the instance.</summary>
    Cancel,

    /// <summary>Go on on another version of the definition.</summary>
    Migrate,

    /// <summary>Run an activity now, beside what runs.</summary>
    ScheduleActivity,

    /// <summary>End the runs of an activity without their outcome.</summary>
    CancelActivity,
}
