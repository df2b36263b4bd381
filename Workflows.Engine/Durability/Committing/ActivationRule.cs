namespace Workflows.Engine.Durability.Committing;

/// <summary>A start is refused while a live instance of the tenant matches.</summary>
/// <param name="DefinitionId">Of this definition; null for any.</param>
/// <param name="CorrelationId">With this correlation id; null for any.</param>
internal sealed record ActivationRule(string? DefinitionId, string? CorrelationId)
{
    /// <summary>The lock under which starts of this rule take turns.</summary>
    public long LockKey => StimulusLock.Pair(0x61637469, $"{DefinitionId}\n{CorrelationId}");
}
