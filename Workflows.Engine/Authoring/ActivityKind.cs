namespace Workflows.Engine.Authoring;

/// <summary>What an activity does to the world.</summary>
public enum ActivityKind
{
    /// <summary>Runs inside the burst; its effects are in the database.</summary>
    Action = 0,

    /// <summary>Can start workflows.</summary>
    Trigger = 1,

    /// <summary>Its effect leaves the database; the runtime commits before it.</summary>
    Job = 2,

    /// <summary>Its effect may leave the database; the runtime commits before it.</summary>
    Task = 3,
}
