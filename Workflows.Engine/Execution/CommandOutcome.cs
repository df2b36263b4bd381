namespace Workflows.Engine.Execution;

/// <summary>What became of a command.</summary>
public enum CommandOutcome
{
    /// <summary>It was done.</summary>
    Applied = 0,

    /// <summary>Its bookmark or activity run is gone; nothing was done.</summary>
    NotFound = 1,

    /// <summary>The instance stands still on an incident; what came is kept and used when an operator acts.</summary>
    Deferred = 2,

    /// <summary>The instance has ended; nothing was done.</summary>
    Ended = 3,
}
