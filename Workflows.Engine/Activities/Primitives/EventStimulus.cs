using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Primitives;

/// <summary>What a wait for an event looks for.</summary>
/// <param name="EventName">Name of the event.</param>
public sealed record EventStimulus(string EventName) : IStimulusText
{
    /// <summary>Stimulus name of all waits for events, and of triggers.</summary>
    public const string Name = "Elsa.Event";

    string IStimulusText.StimulusText => EventName;

    /// <summary>The hash under which waits and triggers for an event are found.</summary>
    public static long HashOf(string eventName) => StimulusHasher.Hash(Name, new EventStimulus(eventName));
}
