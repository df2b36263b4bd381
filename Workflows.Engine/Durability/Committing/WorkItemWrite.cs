using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Durability.Committing;

/// <summary>A new work item. Without an owner any worker may claim it.</summary>
internal sealed record WorkItemWrite(WorkItemKind Kind, Guid TenantId, Guid? InstanceId)
{
    public Guid? BookmarkId { get; init; }
    public Guid? EventId { get; init; }
    public long? Hash { get; init; }
    public long? Owner { get; init; }
    public ReadOnlyMemory<byte> Payload { get; init; }
}
