namespace Workflows.Engine.Durability.Transactions;

/// <summary>Tells services of a scope whether they run inside a burst. Scoped; filled by the engine.</summary>
public sealed class BurstAccessor
{
    /// <summary>The burst's transaction; null outside bursts.</summary>
    public BurstTransaction? Transaction { get; internal set; }

    /// <summary>The instance that is being driven; empty outside bursts.</summary>
    public Guid InstanceId { get; internal set; }
}
