using System.Text.Json;

namespace Workflows.Engine.Durability.Requests;

/// <summary>A named event for waiting instances and trigger activities.</summary>
public sealed record EventMessage
{
    /// <summary>Whose instances.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The name an <c>Event</c> activity waits for.</summary>
    public required string Name { get; init; }

    /// <summary>The stimulus, for waits that are no <c>Event</c> activities (tasks, children); null: that of <see cref="Name"/>.</summary>
    public long? Stimulus { get; init; }

    /// <summary>Only instances with this correlation id; null for all.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Only this instance; null for all.</summary>
    public Guid? InstanceId { get; init; }

    /// <summary>JSON payload; null for none.</summary>
    public JsonElement? Payload { get; init; }

    /// <summary>
    /// Identity of the event in its tenant: published again with the same id (within 24 hours) it does nothing. Default: a new one.
    /// </summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>When it was published. Default: when the engine receives it.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>
    /// How long it is kept when nobody waits for it yet. Null: 7 days with a correlation or instance id, one minute for everybody.
    /// </summary>
    public TimeSpan? KeepFor { get; init; }
}
