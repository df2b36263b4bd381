namespace Workflows.Engine.Durability.Storage;

/// <summary>Why an instance must be driven. The numbers are stored.</summary>
internal enum WorkItemKind : short
{
    /// <summary>Start a definition; the payload is a start request and <c>instance_id</c> the id it will have.</summary>
    Start = 1,

    /// <summary>Resume a bookmark with an event's payload.</summary>
    Resume = 2,

    /// <summary>Resume a bookmark because its timer is due.</summary>
    Timer = 3,

    /// <summary>Match an event that was stored by a foreign transaction; <c>instance_id</c> is null.</summary>
    Event = 4,

    /// <summary>Go on after a checkpoint.</summary>
    Continue = 5,

    /// <summary>An operator's command (retry, skip, set variables, cancel, migrate); the payload says which.</summary>
    Command = 6,
}
