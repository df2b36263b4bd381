using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Workflows.Engine.Execution;

/// <summary>A durable wait of an instance.</summary>
public sealed class Bookmark
{
    /// <summary>Id; a GUID unless the activity chose one.</summary>
    public required string Id { get; init; }

    /// <summary>Stimulus name; default: the activity type.</summary>
    public required string Name { get; init; }

    /// <summary>64-bit hash of name and payload (and activity run, if included) under which events find the wait.</summary>
    public long StimulusHash { get; init; }

    /// <summary><see cref="StimulusHash"/> as text.</summary>
    public string Hash => StimulusHash.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>What is waited for.</summary>
    public object? Payload { get; init; }

    /// <summary>The waiting activity.</summary>
    public required string ActivityId { get; init; }

    /// <summary>Node id of the waiting activity.</summary>
    public required string ActivityNodeId { get; init; }

    /// <summary>The waiting run of the activity.</summary>
    public required string ActivityInstanceId { get; init; }

    /// <summary>When the wait began.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether resuming removes it.</summary>
    public bool AutoBurn { get; init; } = true;

    /// <summary>Method of the activity that is called when the wait ends; null completes the activity.</summary>
    public string? CallbackMethodName { get; init; }

    /// <summary>Whether the activity completes when the wait ends and no callback is named.</summary>
    public bool AutoComplete { get; init; } = true;

    /// <summary>What the activity notes. The keys waitingFor, owner and expectedBy fill the properties of that name.</summary>
    public IDictionary<string, string>? Metadata { get; init; }

    /// <summary>When a timer ends the wait; null: no timer.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>What happens if the timer is late. Default: fire once.</summary>
    public TimerPolicy? Policy { get; set; }

    /// <summary>For people: what is waited for, such as "event TicketChanged".</summary>
    public string? WaitingFor { get; set; }

    /// <summary>For people: who owes it; null: unknown.</summary>
    public string? Owner { get; set; }

    /// <summary>For people: when it is expected.</summary>
    public DateTimeOffset? ExpectedBy { get; set; }

    /// <summary>Whether an event, a task report or a child can end the wait; false: only its timer or its id.</summary>
    public bool HasStimulus { get; init; } = true;

    /// <summary><see cref="Id"/> as a GUID: parsed, or derived from it.</summary>
    public Guid Key => Guid.TryParse(Id, out var guid) ? guid : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(Id)).AsSpan(0, 16));

    /// <summary>Number of the waiting activity run within the instance.</summary>
    internal int ContextNumber { get; init; }
}
