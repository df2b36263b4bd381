using Workflows.Engine.Authoring;

namespace Workflows.Engine.Durability.Bursts;

/// <summary>One thing that a trigger activity waits for.</summary>
/// <param name="Trigger">The activity.</param>
/// <param name="Name">Stimulus name; default: the activity type.</param>
/// <param name="Stimulus">Hash under which it is found.</param>
/// <param name="Payload">What it waits for, such as a path and a method.</param>
public sealed record TriggerPayload(ITrigger Trigger, string Name, long Stimulus, object Payload);
