using Workflows.Engine.Durability.Committing;
using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Tests.Durability;

/// <summary>Bursts and events as the runtime would write them.</summary>
internal static class Rows
{
    public const long Stimulus = 4711;
    public static readonly Guid Tenant = Guid.Parse("00000000-0000-7000-8000-000000000001");
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Empty = "{}"u8.ToArray();

    public static BurstCommit Start(Guid id, string? correlationId, DateTimeOffset? dueAt = null, long? hash = Stimulus)
    {
        var burst = new BurstCommit
        {
            BurstStartedAt = Now,
            Instance = new InstanceWrite
            {
                Id = id,
                TenantId = Tenant,
                Version = 0,
                DefinitionId = "test",
                DefinitionVersion = 1,
                DefinitionVersionId = "test:1",
                CorrelationId = correlationId,
                Status = 0,
                SubStatus = 2,
                IncidentCount = 0,
                State = Empty,
                CreatedAt = Now,
                UpdatedAt = Now,
            },
            Journal = "[]"u8.ToArray(),
        };
        burst.AddedBookmarks.Add(Wait(dueAt, hash));
        return burst;
    }

    public static BookmarkWrite Wait(DateTimeOffset? dueAt = null, long? hash = Stimulus) => new()
    {
        Id = Guid.CreateVersion7(),
        Hash = hash,
        CreatedAt = Now,
        ActivityId = "wait",
        Name = "Elsa.Event",
        WaitingFor = "event Go",
        DueAt = dueAt,
    };

    /// <summary>The burst that an item causes: the instance ends.</summary>
    public static BurstCommit Finish(BurstCommit start, WorkItem item)
    {
        var burst = new BurstCommit
        {
            BurstStartedAt = Now,
            Instance = start.Instance with { Version = item.Snapshot!.Version, Status = 1, SubStatus = 3, FinishedAt = Now },
            Journal = "[]"u8.ToArray(),
        };
        burst.Consumed.Add(item);
        burst.RemovedBookmarks.Add(item.BookmarkId!.Value);
        return burst;
    }

    public static EventIngest Event(string? correlationId, Guid? instanceId = null, DateTimeOffset? publishedAt = null)
    {
        var at = publishedAt ?? Now;
        return new EventIngest(new EventWrite
        {
            Id = Guid.CreateVersion7(),
            TenantId = Tenant,
            Hash = Stimulus,
            Name = "Go",
            CorrelationId = correlationId,
            InstanceId = instanceId,
            Payload = "1"u8.ToArray(),
            PublishedAt = at,
            ExpiresAt = DateTimeOffset.MaxValue,
        });
    }
}
