using System.Text.Json;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Operations;

/// <summary>One run of an activity, as the journal tells it.</summary>
public sealed class ActivityRun
{
    /// <summary>Id of the run.</summary>
    public required string Id { get; init; }

    /// <summary>Number of the run within its instance.</summary>
    public required int Number { get; init; }

    /// <summary>The run that scheduled it; null: the workflow's own, or unknown.</summary>
    public string? ParentId { get; set; }

    /// <summary>The activity.</summary>
    public required string ActivityId { get; init; }

    /// <summary>Ids from the workflow down; empty when the definition version is gone.</summary>
    public required string NodeId { get; init; }

    /// <summary>Type of the activity.</summary>
    public required string ActivityType { get; init; }

    /// <summary>Version of the type.</summary>
    public int ActivityTypeVersion { get; init; } = 1;

    /// <summary>Name of the activity; null for none.</summary>
    public string? ActivityName { get; init; }

    /// <summary>State of the run.</summary>
    public ActivityStatus Status { get; set; } = ActivityStatus.Running;

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null: not yet.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>Whether it waits.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>How often it failed.</summary>
    public int Faults { get; set; }

    /// <summary>Evaluated inputs by name; undefined: none were recorded.</summary>
    public JsonElement State { get; set; }

    /// <summary>Outputs by name; undefined: none were recorded.</summary>
    public JsonElement Outputs { get; set; }

    /// <summary>Outcomes; undefined: none were named.</summary>
    public JsonElement Outcomes { get; set; }

    /// <summary>Its last failure; undefined: none.</summary>
    public JsonElement Exception { get; set; }
}
