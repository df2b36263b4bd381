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
}
